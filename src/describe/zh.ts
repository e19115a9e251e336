import {
  type DescribeOptions,
  describeOutcome,
  type OutcomeDescription,
} from '../description/describe-outcome.ts';
import { zhWords } from '../description/words/zh.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { zh } from '../ui/texts/zh.ts';

export type { DescribeOptions, OutcomeDescription } from '../description/describe-outcome.ts';

/** As `describe` of `open-consent/describe`, with this one language in it. */
export function describe(outcome: ConsentOutcome, options?: DescribeOptions): OutcomeDescription {
  return describeOutcome(outcome, [zh, zhWords], options);
}
