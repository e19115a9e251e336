import {
  type DescribeOptions,
  describeOutcome,
  type OutcomeDescription,
} from '../description/describe-outcome.ts';
import { enWords } from '../description/words/en.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { en } from '../ui/texts/en.ts';

export type { DescribeOptions, OutcomeDescription } from '../description/describe-outcome.ts';

/** As `describe` of `open-consent/describe`, with this one language in it. */
export function describe(outcome: ConsentOutcome, options?: DescribeOptions): OutcomeDescription {
  return describeOutcome(outcome, [en, enWords], options);
}
