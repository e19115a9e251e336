import {
  type DescribeOptions,
  describeOutcome,
  type OutcomeDescription,
} from '../description/describe-outcome.ts';
import { esWords } from '../description/words/es.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { es } from '../ui/texts/es.ts';

export type { DescribeOptions, OutcomeDescription } from '../description/describe-outcome.ts';

/** As `describe` of `open-consent/describe`, with this one language in it. */
export function describe(outcome: ConsentOutcome, options?: DescribeOptions): OutcomeDescription {
  return describeOutcome(outcome, [es, esWords], options);
}
