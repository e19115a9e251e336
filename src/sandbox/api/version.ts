import type { MiddlewareHandler } from 'hono';
import { badRequest } from './api-error.ts';

const versions = ['v1', 'v2', 'v3'] as const;

/** A version of the platform's API, as sent in `X-Fiskil-Version`. The `/v1/` in the paths is not the version. */
export type SandboxApiVersion = (typeof versions)[number];

/** What the middleware sets for the routes. */
export interface ApiEnv {
  Variables: { version: SandboxApiVersion; clientId: string };
}

export function isApiVersion(value: unknown): value is SandboxApiVersion {
  return versions.some((one) => one === value);
}

/** @throws Error when the pin is not a known version. */
export function checkApiVersion(pin: unknown): SandboxApiVersion {
  if (isApiVersion(pin)) return pin;
  throw new Error(`apiVersion must be one of ${versions.join(', ')}`);
}

/** Picks the version that the request asks for, or the account's pin. The response names it. */
export function chooseVersion(pin: SandboxApiVersion): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const asked = c.req.header('x-fiskil-version') ?? pin;
    if (!isApiVersion(asked)) {
      throw badRequest(`X-Fiskil-Version must be one of ${versions.join(', ')}`, 'invalid_version');
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
