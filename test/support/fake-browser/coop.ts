/** The values of the header Cross-Origin-Opener-Policy. */
export type Coop = 'unsafe-none' | 'same-origin' | 'same-origin-allow-popups' | 'noopener-allow-popups';

interface Response {
  coop: Coop;
  origin: string;
}

/**
 * Whether a top-level navigation takes the window away from all that know it, as the HTML standard decides it
 * ("check if COOP values require a browsing context group switch").
 */
export function severs(from: Response & { initial: boolean }, to: Response): boolean {
  if (from.coop === 'unsafe-none' && to.coop === 'unsafe-none') return false;
  if (from.coop === to.coop && from.origin === to.origin) return false;
  return !(from.initial && from.coop === 'same-origin-allow-popups' && to.coop === 'unsafe-none');
}
