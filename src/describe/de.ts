import {
  type DescribeOptions,
  describeOutcome,
  type OutcomeDescription,
} from '../description/describe-outcome.ts';
import { deWords } from '../description/words/de.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { de } from '../ui/texts/de.ts';

export type { DescribeOptions, OutcomeDescription } from '../description/describe-outcome.ts';

/** As `describe` of `open-consent/describe`, with this one language in it. */
export function describe(outcome: ConsentOutcome, options?: DescribeOptions): OutcomeDescription {
  return describeOutcome(outcome, [de, deWords], options);
}
