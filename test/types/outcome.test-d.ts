import { describe, expectTypeOf, test } from 'vitest';
import type {
  CancelReason,
  ConsentCancelled,
  ConsentErrorCode,
  ConsentFailed,
  ConsentOutcome,
  ConsentSuccess,
  LaunchMode,
  LaunchModeOption,
  ProviderErrorFields,
  ProviderErrorType,
  Retry,
  Returned,
} from '../../src/index.ts';
import { ConsentError, isConsentError } from '../../src/index.ts';

// Held by the type checker, which reads this file with all others, and never run.
describe('an outcome', () => {
  test('is told by its status', () => {
    const tell = (outcome: ConsentOutcome) => {
      if (outcome.status === 'success') expectTypeOf(outcome).toEqualTypeOf<ConsentSuccess>();
      else if (outcome.status === 'cancelled') expectTypeOf(outcome).toEqualTypeOf<ConsentCancelled>();
      else if (outcome.status === 'failed') expectTypeOf(outcome).toEqualTypeOf<ConsentFailed>();
      else expectTypeOf(outcome).toBeNever();
    };
    expectTypeOf(tell).returns.toBeVoid();
    expectTypeOf<ConsentOutcome['status']>().toEqualTypeOf<'success' | 'cancelled' | 'failed'>();
    expectTypeOf<ConsentOutcome['mode']>().toEqualTypeOf<LaunchMode>();
  });

  test('says what its status has to say', () => {
    expectTypeOf<ConsentSuccess>().toEqualTypeOf<{
      status: 'success';
      sessionId: string;
      consentId?: string;
      redirectUrl?: string;
      mode: LaunchMode;
    }>();
    expectTypeOf<ConsentCancelled>().toEqualTypeOf<{
      status: 'cancelled';
      sessionId?: string;
      reason: CancelReason;
      error?: ConsentError;
      mode: LaunchMode;
    }>();
    expectTypeOf<ConsentFailed>().toEqualTypeOf<{
      status: 'failed';
      sessionId?: string;
      error: ConsentError;
      mode: LaunchMode;
    }>();
  });

  test('names its reasons and modes', () => {
    expectTypeOf<CancelReason>().toEqualTypeOf<
      'denied' | 'user_cancelled' | 'popup_closed' | 'dismissed' | 'aborted'
    >();
    expectTypeOf<LaunchMode>().toEqualTypeOf<'redirect' | 'popup' | 'iframe'>();
    expectTypeOf<LaunchModeOption>().toEqualTypeOf<LaunchMode | 'auto'>();
  });
});

describe('an error', () => {
  test('has a code, and what the provider said', () => {
    expectTypeOf<ConsentError>().toExtend<Error & Readonly<ProviderErrorFields>>();
    expectTypeOf<ConsentError['code']>().toEqualTypeOf<ConsentErrorCode>();
    expectTypeOf<ConsentError['retry']>().toEqualTypeOf<Retry>();
    expectTypeOf<Retry>().toEqualTypeOf<'new_session' | 'later' | 'none'>();
    expectTypeOf<ProviderErrorFields>().toEqualTypeOf<{
      errorType?: ProviderErrorType | (string & Record<never, never>);
      error?: string;
      errorId?: string;
      errorDescription?: string;
      errorUri?: string;
    }>();
    expectTypeOf<string>().toExtend<NonNullable<ProviderErrorFields['errorType']>>();
    expectTypeOf<'CONSENT_OTP_FAILURE'>().toExtend<ProviderErrorType>();
    expectTypeOf<ConsentErrorCode>().toEqualTypeOf<
      | 'invalid_option'
      | 'invalid_auth_url'
      | 'session_request_failed'
      | 'session_expired'
      | 'session_invalid'
      | 'session_used'
      | 'session_mismatch'
      | 'provider_error'
      | 'popup_blocked'
      | 'frame_blocked'
      | 'unverified_callback'
      | 'unsupported_context'
      | 'ui_unavailable'
    >();
  });

  test('that was not waited for comes with what was said at its start', () => {
    expectTypeOf<Returned<number>>().toEqualTypeOf<{ state?: number; returnUrl?: string }>();
  });

  test('is known by its check', () => {
    const read = (value: unknown) => {
      if (isConsentError(value)) expectTypeOf(value).toEqualTypeOf<ConsentError>();
      else expectTypeOf(value).toBeUnknown();
    };
    expectTypeOf(read).parameter(0).toBeUnknown();
    expectTypeOf(ConsentError).constructorParameters.toEqualTypeOf<
      [
        code: ConsentErrorCode,
        message: string,
        more?:
          | {
              retry?: Retry | undefined;
              cause?: unknown;
              fields?: ProviderErrorFields;
              status?: number | undefined;
            }
          | undefined,
      ]
    >();
  });
});
