import { pageState } from '../browser/page-state.ts';
import { observeCompletion } from '../callback/complete-consent.ts';
import type { ConsentErrorCode } from '../model/consent-error.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { whenParsed } from './when-loaded.ts';

/** Not surely ours: another product may own that address. */
const UNVERIFIED: readonly ConsentErrorCode[] = ['unverified_callback', 'session_mismatch', 'session_used'];

type Tell = (outcome: ConsentOutcome) => void;

interface Claims {
  /** The elements that are on the page, oldest first. */
  tells: Set<Tell>;
  /** What has come back and could not be told yet. */
  outcome?: ConsentOutcome | undefined;
}

/**
 * Completes what has come back to this page, and tells one element: the first that is there when the page has been
 * parsed and its own scripts have had the time to add their listeners. Returns the way to stand back.
 */
export function claimCompletion(tell: Tell): () => void {
  const claims = pageState(window, 'element-completion', startClaims);
  claims.tells.add(tell);
  if (claims.outcome) later(claims);
  return () => void claims.tells.delete(tell);
}

function startClaims(): Claims {
  const claims: Claims = { tells: new Set() };
  const claim = (outcome: ConsentOutcome) => {
    if (outcome.status === 'failed' && UNVERIFIED.includes(outcome.error.code)) return;
    claims.outcome = outcome;
    later(claims);
  };
  // All the elements of the page first: they can be seen.
  queueMicrotask(() => observeCompletion(window, claim));
  return claims;
}

function later(claims: Claims): void {
  void whenParsed().then(() => setTimeout(() => deliver(claims)));
}

function deliver(claims: Claims): void {
  const { outcome } = claims;
  const [tell] = claims.tells;
  if (!outcome || !tell) return;
  claims.outcome = undefined;
  tell(outcome);
}
