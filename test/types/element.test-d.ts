import { describe, expectTypeOf, test } from 'vitest';
import type { ConsentElement, ConsentElementEventMap } from '../../src/element.ts';
import type {
  ConsentCancelled,
  ConsentEvent,
  ConsentFailed,
  ConsentOutcome,
  ConsentSuccess,
  FlowState,
  OpenConsentOptions,
  SessionSource,
} from '../../src/index.ts';

describe('<open-consent>', () => {
  test('has its properties and verbs, and is known by its tag', () => {
    expectTypeOf<Pick<ConsentElement, Exclude<keyof ConsentElement, keyof HTMLElement>>>().toExtend<{
      session: SessionSource | undefined;
      options: Partial<OpenConsentOptions>;
      outcome: ConsentOutcome | undefined;
      readonly state: FlowState;
      disabled: boolean;
      open(): void;
      cancel(): void;
    }>();
    expectTypeOf<ConsentElement>().toExtend<HTMLElement>();
    expectTypeOf<HTMLElementTagNameMap['open-consent']>().toEqualTypeOf<ConsentElement>();
  });

  test('tells its end by events that every listener knows', () => {
    expectTypeOf<ConsentElementEventMap>().toEqualTypeOf<{
      'consent-success': CustomEvent<ConsentSuccess>;
      'consent-cancel': CustomEvent<ConsentCancelled>;
      'consent-error': CustomEvent<ConsentFailed>;
      'consent-event': CustomEvent<ConsentEvent>;
      'consent-state': CustomEvent<FlowState>;
    }>();
    expectTypeOf<HTMLElementEventMap>().toExtend<ConsentElementEventMap>();
    const listen = (element: HTMLElement) =>
      element.addEventListener('consent-cancel', ({ detail }) => {
        expectTypeOf(detail).toEqualTypeOf<ConsentCancelled>();
      });
    expectTypeOf(listen).returns.toBeVoid();
  });
});
