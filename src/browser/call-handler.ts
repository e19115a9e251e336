import type { OutcomeHandlers } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';

/** Calls `handler`; what it throws goes to the page's error reporting and harms nothing here. */
export function callSafely<T>(handler: ((value: T) => void) | undefined, value: T): void {
  try {
    handler?.(value);
  } catch (error) {
    report(error);
  }
}

/** To the page's own error reporting. jsdom has none. */
export function report(error: unknown): void {
  (globalThis.reportError ?? console.error)(error);
}

/** Calls the one handler that an outcome is for. */
export function callHandler(handlers: OutcomeHandlers, outcome: ConsentOutcome): void {
  const { onSuccess, onCancel, onError } = handlers;
  const handler = { success: onSuccess, cancelled: onCancel, failed: onError }[outcome.status];
  callSafely(handler as ((outcome: ConsentOutcome) => void) | undefined, outcome);
}
