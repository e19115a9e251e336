import type { Page } from '../browser/page.ts';
import type { OutcomeHandlers } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';

/** Calls the one handler that an outcome is for. */
export function callHandler(handlers: OutcomeHandlers, outcome: ConsentOutcome, page: Page): void {
  if (outcome.status === 'success') page.call(handlers.onSuccess, outcome);
  else if (outcome.status === 'cancelled') page.call(handlers.onCancel, outcome);
  else page.call(handlers.onError, outcome);
}
