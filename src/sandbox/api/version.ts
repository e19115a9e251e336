import type { MiddlewareHandler } from 'hono';
import { API_VERSIONS, isApiVersion, type SandboxApiVersion } from '../api-version.ts';
import { badRequest } from './api-error.ts';

/** What the middleware sets for the routes. */
export interface ApiEnv {
  Variables: { version: SandboxApiVersion; clientId: string };
}

/** Picks the version that the request asks for, or the account's pin. The response names it. */
export function chooseVersion(pin: SandboxApiVersion): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const asked = c.req.header('x-fiskil-version') ?? pin;
    if (!isApiVersion(asked)) {
      throw badRequest(`X-Fiskil-Version must be one of ${API_VERSIONS.join(', ')}`, 'invalid_version');
    }
    c.set('version', asked);
    c.header('x-fiskil-version', asked);
    await next();
  };
}

/** A list as v1 and v2 (a bare array) or v3 (an object) answer it. */
export function listJson<T>(version: SandboxApiVersion, name: string, list: readonly T[]): object {
  return version === 'v3' ? { [name]: list, links: {} } : list;
}
