import {
  type DescribeOptions,
  describeOutcome,
  type OutcomeDescription,
} from '../description/describe-outcome.ts';
import { frWords } from '../description/words/fr.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { fr } from '../ui/texts/fr.ts';

export type { DescribeOptions, OutcomeDescription } from '../description/describe-outcome.ts';

/** As `describe` of `open-consent/describe`, with this one language in it. */
export function describe(outcome: ConsentOutcome, options?: DescribeOptions): OutcomeDescription {
  return describeOutcome(outcome, [fr, frWords], options);
}
