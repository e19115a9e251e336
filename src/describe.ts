export { type DescribeInOptions, describe } from './description/describe.ts';
export type { DescribeOptions, OutcomeDescription } from './description/describe-outcome.ts';
export type { ConsentOutcome } from './model/outcome.ts';
