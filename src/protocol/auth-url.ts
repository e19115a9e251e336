import { ConsentError } from '../model/consent-error.ts';

declare const checked: unique symbol;

/** An address that {@link checkAuthUrl} has let through. */
export type AuthUrl = Readonly<URL> & { readonly [checked]: true };

/** Where the platform's own consent pages are. */
export const PROVIDER_ORIGIN = 'https://auth.fiskil.com';
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** What may be quoted in a message, which ends up in logs. */
const ORIGIN = /^https?:\/\/[\w.-]{1,99}(:\d+)?$/;

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
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  const why = url ? whyRefused(url, raw, pageOrigin, allowed) : 'it is no absolute address';
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
  if (protocol !== 'https:' && !plain) return 'its protocol is not https:';
  const isListed = allowed
    ? allowed.includes(origin)
    : origin === PROVIDER_ORIGIN || (LOOPBACK.includes(hostname) && isLoopbackPage(pageOrigin));
  if (!isListed) return `${ORIGIN.test(origin) ? origin : 'its origin'} is not in allowedOrigins`;
  return username || password || !raw.startsWith(origin) ? 'its host is odd' : undefined;
}
