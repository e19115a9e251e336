import { describe, expectTypeOf, test } from 'vitest';
import type {
  CallbackResult,
  CancelReason,
  ConsentError,
  ConsentErrorCode,
  ConsentEvent,
  ConsentFlow,
  ConsentOutcome,
  FlowState,
  LaunchMode,
  OpenConsentOptions,
  OutcomeHandlers,
  ProviderErrorFields,
} from '../../src/index.ts';
import { completeConsent, openConsent, preload } from '../../src/index.ts';

declare const flow: ConsentFlow;

describe('a flow', () => {
  test('is what openConsent() gives', () => {
    expectTypeOf(openConsent).toEqualTypeOf<(options: OpenConsentOptions) => ConsentFlow>();
    expectTypeOf(preload).toEqualTypeOf<
      (options?: Partial<Pick<OpenConsentOptions, 'session' | 'key' | 'allowedOrigins' | 'ui'>>) => void
    >();
    expectTypeOf<OpenConsentOptions>().toExtend<NonNullable<Parameters<typeof preload>[0]>>();
  });

  test('gives its outcome when it is awaited', () => {
    expectTypeOf<Awaited<ConsentFlow>>().toEqualTypeOf<ConsentOutcome>();
    expectTypeOf(flow.finished).toEqualTypeOf<Promise<ConsentOutcome>>();
    expectTypeOf(flow).toExtend<PromiseLike<ConsentOutcome>>();
  });

  test('has its verbs', () => {
    expectTypeOf<Omit<ConsentFlow, 'then'>>().toEqualTypeOf<{
      readonly state: FlowState;
      readonly finished: Promise<ConsentOutcome>;
      subscribe(listener: (state: FlowState) => void): () => void;
      focus(): void;
      reopen(): void;
      retry(): void;
      cancel(reason?: 'aborted' | 'dismissed'): void;
    }>();
    // @ts-expect-error: a user's own reasons are not for code to give.
    expectTypeOf(flow.cancel).toBeCallableWith('denied');
  });
});

describe('a state', () => {
  test('is told by its phase', () => {
    const tell = (state: FlowState) => {
      switch (state.phase) {
        case 'idle':
        case 'preparing':
        case 'blocked':
        case 'active':
        case 'stalled':
        case 'detached':
        case 'redirecting':
          expectTypeOf(state).toExtend<{ phase: typeof state.phase }>();
          // @ts-expect-error: only an end has an outcome.
          return state.outcome;
        case 'interrupted':
          return expectTypeOf(state.error).toEqualTypeOf<ConsentError>();
        case 'settled':
          return expectTypeOf(state.outcome).toEqualTypeOf<ConsentOutcome>();
        default:
          return expectTypeOf(state).toBeNever();
      }
    };
    expectTypeOf(tell).parameter(0).toEqualTypeOf<ConsentFlow['state']>();
  });
});

describe('an event', () => {
  test('is told by its type', () => {
    const tell = (event: ConsentEvent) => {
      switch (event.type) {
        case 'session_requested':
        case 'session_ready':
        case 'opened':
        case 'popup_blocked':
        case 'frame_stalled':
        case 'detached':
        case 'callback_received':
          // @ts-expect-error: only an end has a status.
          return event.status;
        case 'interrupted':
          expectTypeOf(event.code).toEqualTypeOf<ConsentErrorCode>();
          return expectTypeOf(event).toExtend<Pick<ProviderErrorFields, 'errorType' | 'errorId'>>();
        case 'settled':
          // @ts-expect-error: a consent id comes with the outcome.
          expectTypeOf(event.consentId);
          return expectTypeOf(event).toExtend<{
            status: ConsentOutcome['status'];
            reason?: CancelReason;
            code?: ConsentErrorCode;
          }>();
        case 'late_outcome':
          return expectTypeOf(event).toExtend<{
            status: ConsentOutcome['status'];
            reason?: CancelReason;
            consentId?: string;
            code?: ConsentErrorCode;
          }>();
        default:
          return expectTypeOf(event).toBeNever();
      }
    };
    expectTypeOf(tell).parameter(0).toEqualTypeOf<ConsentEvent>();
  });

  test('says when, of which session and in which mode, whatever it is', () => {
    expectTypeOf<Pick<ConsentEvent, 'at' | 'mode' | 'sessionId'>>().toEqualTypeOf<{
      at: number;
      mode: LaunchMode;
      sessionId?: string;
    }>();
  });
});

describe('what completeConsent() finds', () => {
  test('is told by how it was handled', () => {
    expectTypeOf(completeConsent).returns.resolves.toEqualTypeOf<CallbackResult>();
    expectTypeOf<OutcomeHandlers>().toExtend<Parameters<typeof completeConsent>[0]>();
    expectTypeOf(completeConsent<{ cart: number }>).returns.resolves.toEqualTypeOf<
      CallbackResult<{ cart: number }>
    >();
    const tell = (result: CallbackResult) => {
      switch (result.handled) {
        case 'relayed':
        case 'none':
          // @ts-expect-error: it ends elsewhere, or not at all.
          return result.outcome;
        case 'outcome':
          expectTypeOf(result.state).toBeUnknown();
          expectTypeOf(result.returnUrl).toEqualTypeOf<string | undefined>();
          return expectTypeOf(result.outcome).toEqualTypeOf<ConsentOutcome>();
        default:
          return expectTypeOf(result).toBeNever();
      }
    };
    expectTypeOf(tell).parameter(0).toEqualTypeOf<CallbackResult>();
  });
});
