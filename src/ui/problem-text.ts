import type { ConsentError } from '../model/consent-error.ts';
import type { ProblemKey, Texts } from '../model/texts.ts';

/** What happened, in the user's words; never the provider's own. */
export function problemText({ problems }: Texts, { errorType, code }: ConsentError): string {
  return problems[errorType as ProblemKey] ?? problems[code as ProblemKey] ?? problems.other;
}
