import type { FlowState } from '../model/flow-state.ts';
import type { ProblemKey, Texts } from '../model/texts.ts';

/** What went wrong, in the user's words; never the provider's own. */
export function problemText({ problems }: Texts, state: FlowState): string {
  const failure = state.phase === 'settled' ? state.outcome : state;
  const error = 'error' in failure ? failure.error : undefined;
  const names = [error?.errorType, error?.code];
  const key = names.find((name) => name !== undefined && Object.hasOwn(problems, name)) ?? 'other';
  return problems[key as ProblemKey];
}
