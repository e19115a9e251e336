import { pageState } from '../browser/page-state.ts';
import { observeCompletion } from '../callback/complete-consent.ts';
import type { ConsentErrorCode } from '../model/consent-error.ts';
import type { ConsentOutcome } from '../model/outcome.ts';

/** Not surely ours: another product may own that address. */
const UNVERIFIED: readonly ConsentErrorCode[] = ['unverified_callback', 'session_mismatch', 'session_used'];

/**
 * Completes what has come back to this page, for the first element that asks. Tells it in a task after the page has
 * been parsed, when the page's own scripts have had the time to add their listeners.
 */
export function claimCompletion(tell: (outcome: ConsentOutcome) => void): void {
  const claim = pageState(window, 'element-completion', () => ({ taken: false }));
  if (claim.taken) return;
  claim.taken = true;
  const later = (outcome: ConsentOutcome) => void afterParsing().then(() => setTimeout(tell, 0, outcome));
  observeCompletion(window, (outcome) => {
    if (outcome.status !== 'failed' || !UNVERIFIED.includes(outcome.error.code)) later(outcome);
  });
}

function afterParsing(): Promise<void> {
  if (document.readyState !== 'loading') return Promise.resolve();
  return new Promise((parsed) =>
    document.addEventListener('DOMContentLoaded', () => parsed(), { once: true }),
  );
}
