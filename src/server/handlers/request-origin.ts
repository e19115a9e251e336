import { invalidOption, parseHttpUrl } from '../check.ts';

export function checkOrigins(origins: readonly string[]): ReadonlySet<string> {
  const isOrigin = (value: unknown) => typeof value === 'string' && parseHttpUrl(value)?.origin === value;
  if (Array.isArray(origins) && origins.every(isOrigin)) return new Set(origins);
  throw invalidOption('allowedOrigins', 'an array of origins, each like https://app.example.com');
}

export function isListed(request: Request, listed: ReadonlySet<string>): boolean {
  return listed.has(request.headers.get('origin') ?? '');
}

/**
 * Prevents that other sites mint sessions for a logged-in user.
 *
 * `same-site` is refused, because a sibling subdomain may belong to somebody else. `none` is refused, because it means
 * a navigation by the user, which the widget never makes. A request with neither header is accepted. The attack needs
 * the victim's browser, and every current browser sends `Origin` with a POST. Other clients (a native app, a test) do
 * not send a user's cookies on their own.
 */
export function isFromHostPage(request: Request, listed: ReadonlySet<string>): boolean {
  if (isListed(request, listed)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin === null || origin === new URL(request.url).origin;
}
