import { ConsentError } from '../model/consent-error.ts';

declare const checked: unique symbol;

/** An address that {@link checkAuthUrl} has accepted. */
export type AuthUrl = Readonly<URL> & { readonly [checked]: true };

/** The origin of the platform's consent pages. */
export const PROVIDER_ORIGIN = 'https://auth.fiskil.com';
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** An origin that a message may quote. Messages end up in logs. */
const ORIGIN = /^https?:\/\/[\w.-]{1,99}(:\d+)?$/;

/** Whether the page runs on a developer's machine: its origin is `http:` on loopback. */
export function isLoopbackPage(origin: string): boolean {
  return origin.startsWith('http:') && LOOPBACK.includes(new URL(origin).hostname);
}

/**
 * Accepts an `auth_url` if its protocol is `https:` (or `http:` on an `http:` page) and its exact origin is on the
 * list. Other protocols are refused: `javascript:` would run in the host page's own origin, and a `blob:` URL has the
 * trusted origin. User info, encoded hosts and unusual spellings are refused, because they only serve to mislead.
 *
 * @param allowed The integrator's list, which replaces the default.
 * @throws ConsentError `invalid_auth_url`
 */
export function checkAuthUrl(raw: string, pageOrigin: string, allowed?: readonly string[]): AuthUrl {
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  const why = url ? whyRefused(url, raw, pageOrigin, allowed) : 'it is not an absolute URL';
  if (why) throw new ConsentError('invalid_auth_url', `auth_url was refused: ${why}`);
  return url as AuthUrl;
}

function whyRefused(
  { protocol, origin, hostname, username, password }: URL,
  raw: string,
  pageOrigin: string,
  allowed?: readonly string[],
): string | undefined {
  const plain = protocol === 'http:' && pageOrigin.startsWith(protocol);
  if (protocol !== 'https:' && !plain) return 'it is not https:';
  const isListed = allowed
    ? allowed.includes(origin)
    : origin === PROVIDER_ORIGIN || (LOOPBACK.includes(hostname) && isLoopbackPage(pageOrigin));
  if (!isListed) return `${ORIGIN.test(origin) ? origin : 'its origin'} is not in allowedOrigins`;
  return username || password || !raw.startsWith(origin) ? 'credentials or unusual host' : undefined;
}
