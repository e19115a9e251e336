import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { ApiError } from '../api/api-error.ts';
import { isAllowedHost } from './hosts.ts';
import { limits } from './limits.ts';

/** Refuses requests whose host is neither loopback nor in the list. */
export function refuseForeignHosts(allowed: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    // A request line can contain an absolute URL (`GET http://name/`) that differs from the header.
    const named = [urlOf(c).host, c.req.header('host') ?? urlOf(c).host];
    if (!named.every((host) => isAllowedHost(host, allowed))) {
      throw new ApiError(
        403,
        'forbidden_host',
        'This Host is not allowed. Add it with allowedHosts (--allow-host)',
      );
    }
    await next();
  };
}

/**
 * The hosted pages: other sites open and frame them. Their forms post to `step`, also from a sandboxed frame with an
 * opaque origin. The session id in the address protects them, because nobody can guess it.
 */
const HOSTED_PAGES = /^\/(consent|step)?$|^\/icons\//;

/** Refuses requests from pages of other origins. Servers send neither of the two headers. */
export const refuseOtherOrigins: MiddlewareHandler = async (c, next) => {
  if (!HOSTED_PAGES.test(c.req.path) && isFromOtherOrigin(c)) {
    throw new ApiError(403, 'forbidden_origin', 'A page of another origin may open only the hosted pages');
  }
  await next();
};

/** `none` means that the user made the request, for example by typing the address. */
function isFromOtherOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  // Browsers send Sec-Fetch-Site only to loopback and https. A sandbox on a network gets `Origin` alone.
  const origin = c.req.header('origin');
  const { host } = urlOf(c);
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}

function urlOf(c: Context): URL {
  return new URL(c.req.url);
}

export const refuseLargeBodies: MiddlewareHandler = bodyLimit({
  maxSize: limits.body,
  onError: () => {
    throw new ApiError(413, 'body_too_large', `The body is larger than ${limits.body} bytes`);
  },
});

/** For responses that no other site may embed or read. The headers of the hosted pages depend on settings. */
export const closedHeaders: MiddlewareHandler = secureHeaders({ strictTransportSecurity: false });
