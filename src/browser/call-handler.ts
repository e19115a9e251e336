import type { OutcomeHandlers } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';

/** Calls `handler`. An error that it throws goes to the page's error reporting, and does not stop this code. */
export function callSafely<T>(handler: ((value: T) => void) | undefined, value: T): void {
  try {
    handler?.(value);
  } catch (error) {
    report(error);
  }
}

/** Reports to the page's own error reporting. jsdom has no `reportError`. */
export function report(error: unknown): void {
  (globalThis.reportError ?? console.error)(error);
}

/** Calls the handler for an outcome. */
export function callHandler(handlers: OutcomeHandlers, outcome: ConsentOutcome): void {
  const { onSuccess, onCancel, onError } = handlers;
  const handler = { success: onSuccess, cancelled: onCancel, failed: onError }[outcome.status];
  callSafely(handler as ((outcome: ConsentOutcome) => void) | undefined, outcome);
}
