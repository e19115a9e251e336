import { pageState } from '../browser/page-state.ts';
import { claimCompletion as claimOnPage } from '../callback/completion.ts';
import type { Told } from '../callback/take.ts';
import { whenParsed } from './when-loaded.ts';

type Tell = (told: Told) => void;

interface Claims {
  /** The elements that are on the page, oldest first. */
  tells: Set<Tell>;
  /** What has come back and could not be told yet. */
  told?: Told | undefined;
}

/**
 * Completes what has come back to this page, and tells one element: the first that is there when the page has been
 * parsed and its own scripts have had the time to add their listeners. Returns the way to stand back.
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
  // All the elements of the page first: they can be seen.
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
