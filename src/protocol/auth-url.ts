import { ConsentError } from '../model/consent-error.ts';

declare const checked: unique symbol;

/** An address that {@link checkAuthUrl} has let through. */
export type AuthUrl = string & { readonly [checked]: true };

const PROVIDER_ORIGIN = 'https://auth.fiskil.com';
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether the page, by its own origin, is a developer's: `http:` on loopback. */
export function isLoopbackPage(origin: string): boolean {
  return origin.startsWith('http:') && LOOPBACK.includes(new URL(origin).hostname);
}

/**
 * Lets an `auth_url` through when its protocol is `https:` (or `http:` from an `http:` page) and its origin is exactly
 * on the list. `javascript:` would run in the host page's own origin; a `blob:` URL *has* the trusted origin; user
 * info, encoded hosts and odd spellings only serve to mislead: all refused.
 *
 * @param allowed what the integrator listed; replaces the default.
 * @throws ConsentError `invalid_auth_url`
 */
export function checkAuthUrl(raw: string, pageOrigin: string, allowed?: readonly string[]): AuthUrl {
  const url = parse(raw);
  const plain = url.protocol === 'http:' && pageOrigin.startsWith('http:');
  if (url.protocol !== 'https:' && !plain) throw refused(`its protocol is ${url.protocol}`);
  if (!isListed(url, pageOrigin, allowed)) throw refused(`${url.origin} is not in allowedOrigins`);
  if (url.username || url.password || !raw.startsWith(url.origin))
    throw refused('its host is written in an odd way');
  return url.href as AuthUrl;
}

function isListed(url: URL, pageOrigin: string, allowed?: readonly string[]): boolean {
  if (allowed) return allowed.includes(url.origin);
  return url.origin === PROVIDER_ORIGIN || (isLoopbackPage(pageOrigin) && LOOPBACK.includes(url.hostname));
}

function parse(raw: string): URL {
  try {
    return new URL(raw);
  } catch {
    throw refused('it is not an absolute address');
  }
}

function refused(why: string): ConsentError {
  return new ConsentError('invalid_auth_url', `open-consent: auth_url was refused: ${why}`);
}
