import { invalidOption, parseHttpUrl } from '../check.ts';

export function checkOrigins(origins: readonly string[]): ReadonlySet<string> {
  const isOrigin = (value: unknown) => parseHttpUrl(value)?.origin === value;
  if (Array.isArray(origins) && origins.every(isOrigin)) return new Set(origins);
  throw invalidOption('allowedOrigins', 'an array of origins, each like https://app.example.com');
}

export function isListed(request: Request, listed: ReadonlySet<string>): boolean {
  return listed.has(request.headers.get('origin') ?? '');
}

/**
 * Keeps other sites from minting in a logged-in user's name.
 *
 * `same-site` is refused, for a sibling subdomain is somebody else; so is `none`, a navigation the user typed, which no
 * widget makes. A request with neither header is let through: the attack needs the victim's browser, every browser of
 * today sends `Origin` with a POST, and what is no browser (a native app, a test) has no ambient cookies to abuse.
 */
export function isFromHostPage(request: Request, listed: ReadonlySet<string>): boolean {
  if (isListed(request, listed)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin === null || origin === new URL(request.url).origin;
}
