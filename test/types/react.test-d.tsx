/** @jsxImportSource react */
import type { JSX } from 'react';
import { describe, expectTypeOf, test } from 'vitest';
import type { ConsentElement } from '../../src/element.ts';
import type {
  ConsentCancelled,
  ConsentEvent,
  ConsentFailed,
  ConsentOutcome,
  ConsentSuccess,
  FlowState,
  OpenConsentOptions,
  Prefetch,
  Returned,
} from '../../src/index.ts';
import { type ConsentHook, type ConsentHookOptions, useOpenConsent } from '../../src/react.ts';

const session = () => fetch('/session');

// Held with the types of React 18 too.
describe('useOpenConsent()', () => {
  test('takes the options, and gives verbs, state and outcome', () => {
    expectTypeOf(useOpenConsent<number>)
      .parameter(0)
      .toEqualTypeOf<ConsentHookOptions<number>>();
    expectTypeOf(useOpenConsent<number>).returns.toEqualTypeOf<ConsentHook<number>>();
    expectTypeOf<OpenConsentOptions>().toExtend<ConsentHookOptions>();
    expectTypeOf<Parameters<NonNullable<ConsentHookOptions<number>['onSuccess']>>>().toEqualTypeOf<
      [outcome: ConsentSuccess & Returned<number>]
    >();
    expectTypeOf<ConsentHook>().toEqualTypeOf<{
      open(): void;
      cancel(): void;
      focus(): void;
      reopen(): void;
      retry(): void;
      ref(element: Element | null): void;
      readonly state: FlowState;
      readonly outcome: (ConsentOutcome & Returned) | undefined;
    }>();
    expectTypeOf<ConsentHookOptions['prefetch']>().toEqualTypeOf<Prefetch | null | undefined>();
    // @ts-expect-error: without a session there is nothing to open.
    expectTypeOf(useOpenConsent).toBeCallableWith({});
  });

  test('gives verbs that are handlers of a button', () => {
    const draw = ({ open, cancel, ref, state, outcome }: ConsentHook) => (
      <button type="button" ref={ref} onClick={open} onBlur={cancel} title={outcome?.status}>
        {state.phase === 'settled' ? state.outcome.mode : state.phase}
      </button>
    );
    expectTypeOf(draw).parameter(0).toEqualTypeOf<ConsentHook>();
  });
});

describe('<open-consent> in JSX', () => {
  test('takes its attributes, properties and events', () => {
    const draw = () => (
      <open-consent
        key="bank"
        id="bank"
        prefetch="hover"
        prefetch-key="user-1"
        className="bank"
        class="bank"
        ref={(element) => {
          expectTypeOf(element).toEqualTypeOf<ConsentElement | null>();
        }}
        session-url="/session"
        mode="popup"
        theme="dark"
        lang="de"
        institution="88888"
        label="Connect"
        disabled={false}
        session={session}
        options={{ ui: false }}
        onconsent-success={({ detail }) => expectTypeOf(detail).toEqualTypeOf<ConsentSuccess>()}
        onconsent-cancel={({ detail }) => expectTypeOf(detail).toEqualTypeOf<ConsentCancelled>()}
        onconsent-error={({ detail }) => expectTypeOf(detail).toEqualTypeOf<ConsentFailed>()}
        onconsent-event={({ detail }) => expectTypeOf(detail).toEqualTypeOf<ConsentEvent>()}
        onconsent-state={({ detail }) => expectTypeOf(detail).toEqualTypeOf<FlowState>()}
      >
        <button type="button">Mine</button>
      </open-consent>
    );
    expectTypeOf(draw).returns.toEqualTypeOf<JSX.Element>();
  });

  test('takes null and undefined for what is not given', () => {
    const draw = (nothing: null | undefined) => (
      <open-consent
        session-url={nothing}
        mode={nothing}
        theme={nothing}
        institution={nothing}
        label={nothing}
        disabled={nothing}
        session={nothing}
        options={nothing}
      />
    );
    expectTypeOf(draw).returns.toEqualTypeOf<JSX.Element>();
  });

  test('takes nothing else', () => {
    // @ts-expect-error: there is no such mode.
    expectTypeOf(<open-consent mode="tab" />);
    // @ts-expect-error: an address is text.
    expectTypeOf(<open-consent session-url={session} />);
    // @ts-expect-error: a promise is no source of sessions: it could not be asked again.
    expectTypeOf(<open-consent session={session()} />);
    // @ts-expect-error: a success has no reason.
    expectTypeOf(<open-consent onconsent-success={({ detail }) => detail.reason} />);
    // @ts-expect-error: other elements know nothing of it.
    expectTypeOf(<div institution="88888" />);
  });
});
