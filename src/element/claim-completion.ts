import { pageState } from '../browser/page-state.ts';
import { claimCompletion as claimOnPage } from '../callback/completion.ts';
import type { Told } from '../callback/take.ts';
import { whenParsed } from './when-loaded.ts';

type Tell = (told: Told) => void;

interface Claims {
  /** One function for each element on the page, oldest first. */
  tells: Set<Tell>;
  /** An outcome that has come back and was not delivered yet. */
  told?: Told | undefined;
}

/**
 * Completes what has come back to this page, and delivers the outcome to one element. That is the first element on the
 * page after the page has been parsed and its scripts have had time to add their listeners. Returns a function that
 * withdraws.
 */
export function claimCompletion(tell: Tell): () => void {
  const claims = pageState(window, 'element-completion', startClaims);
  claims.tells.add(tell);
  if (claims.told) later(claims);
  return () => void claims.tells.delete(tell);
}

function startClaims(): Claims {
  const claims: Claims = { tells: new Set() };
  const claim = (told: Told) => {
    claims.told = told;
    later(claims);
  };
  // Waits until all elements of the page have been upgraded.
  queueMicrotask(() => claimOnPage(window, { rank: 1, tell: claim }));
  return claims;
}

function later(claims: Claims): void {
  void whenParsed().then(() => setTimeout(() => deliver(claims)));
}

function deliver(claims: Claims): void {
  const { told } = claims;
  const [tell] = claims.tells;
  if (!told || !tell) return;
  claims.told = undefined;
  tell(told);
}
