import type { FlowState } from '../model/flow-state.ts';
import type { ProblemKey, Texts } from '../model/texts.ts';

/** The text for an HTTP status of the integrator's server. */
const REFUSALS: Readonly<Record<number, ProblemKey>> = {
  401: 'session_not_allowed',
  403: 'session_not_allowed',
  429: 'session_busy',
  503: 'session_busy',
};

/** Says what went wrong, for the user. Never in the provider's own words. */
export function problemText({ problems }: Texts, state: FlowState): string {
  const failure = state.phase === 'settled' ? state.outcome : state;
  const error = 'error' in failure ? failure.error : undefined;
  const names = [error?.errorType, REFUSALS[error?.status ?? 0], error?.code];
  const key = names.find((name) => name !== undefined && Object.hasOwn(problems, name)) ?? 'other';
  return problems[key as ProblemKey];
}
