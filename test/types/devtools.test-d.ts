import { expectTypeOf, describe as group, test } from 'vitest';
import {
  type DescribeInOptions,
  type DescribeOptions,
  describe,
  type OutcomeDescription,
} from '../../src/describe.ts';
import { createTimeline, type Timeline, type TimelineOptions } from '../../src/devtools.ts';
import type { ConsentEvent, ConsentOutcome, OpenConsentOptions, SomeTexts } from '../../src/index.ts';

group('describe()', () => {
  test('takes an outcome and a language, and gives words', () => {
    expectTypeOf(describe).parameters.toEqualTypeOf<
      [outcome: ConsentOutcome, options?: DescribeInOptions | undefined]
    >();
    expectTypeOf(describe).returns.toEqualTypeOf<OutcomeDescription>();
    expectTypeOf<DescribeInOptions>().toExtend<DescribeOptions>();
    expectTypeOf<DescribeInOptions['lang']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<DescribeOptions['texts']>().toEqualTypeOf<SomeTexts | undefined>();
  });
});

group('createTimeline()', () => {
  test('takes a place on the page, and gives what onEvent takes', () => {
    expectTypeOf(createTimeline).parameters.toEqualTypeOf<
      [parent: Element, options?: TimelineOptions | undefined]
    >();
    expectTypeOf(createTimeline).returns.toEqualTypeOf<Timeline>();
    expectTypeOf<Timeline['add']>().toExtend<NonNullable<OpenConsentOptions['onEvent']>>();
    expectTypeOf<Timeline['events']>().toEqualTypeOf<readonly ConsentEvent[]>();
  });
});
