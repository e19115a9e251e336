import { describe, expectTypeOf, test } from 'vitest';
import type { ConsentElement, ConsentElementEventMap } from '../../../src/element.ts';
import type { ConsentEvent, FlowState } from '../../../src/headless.ts';
import type { ConsentCancelled, ConsentFailed, ConsentOutcome, ConsentSuccess } from '../../../src/index.ts';

// Held by the type checker, which reads this file with all others.
describe('the types of <open-consent>', () => {
  test('are known to document.querySelector and createElement', () => {
    expectTypeOf<HTMLElementTagNameMap['open-consent']>().toEqualTypeOf<ConsentElement>();
    expectTypeOf<ConsentElement>().toExtend<HTMLElement>();
    expectTypeOf<ConsentElement['outcome']>().toEqualTypeOf<ConsentOutcome | undefined>();
    expectTypeOf<ConsentElement['state']>().toEqualTypeOf<FlowState>();
    expectTypeOf<ConsentElement['disabled']>().toEqualTypeOf<boolean>();
  });

  test('are known to addEventListener of every element', () => {
    expectTypeOf<HTMLElementEventMap>().toExtend<ConsentElementEventMap>();
    expectTypeOf<HTMLElementEventMap['consent-success']['detail']>().toEqualTypeOf<ConsentSuccess>();
    expectTypeOf<HTMLElementEventMap['consent-cancel']['detail']>().toEqualTypeOf<ConsentCancelled>();
    expectTypeOf<HTMLElementEventMap['consent-error']['detail']>().toEqualTypeOf<ConsentFailed>();
    expectTypeOf<HTMLElementEventMap['consent-event']['detail']>().toEqualTypeOf<ConsentEvent>();
  });
});
