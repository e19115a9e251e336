import type { ConsentError } from '../model/consent-error.ts';
import type { ProblemKey, Texts } from '../model/texts.ts';

/** What happened, in the user's words; never the provider's own. */
export function problemText({ problems }: Texts, { errorType, code }: ConsentError): string {
  const key =
    [errorType, code].find((name) => name !== undefined && Object.hasOwn(problems, name)) ?? 'other';
  return problems[key as ProblemKey];
}
