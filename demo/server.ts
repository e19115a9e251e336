// All that an app has to write on its server. In yours, import from 'open-consent/server'.
import { type ConsentHandler, type ConsentServerOptions, createConsentServer } from '../src/server.ts';

export interface EndpointOptions extends ConsentServerOptions {
  /** The platform's id of the user who is logged in, by your own session cookie; `null` where nobody is. */
  endUserOf(request: Request): string | null | Promise<string | null>;
  /**
   * The page the user comes back to. Take it from your configuration: a `Host` header is whatever a client says. An app
   * has one such page. The playground has several, and can do without.
   */
  callbackOf(request: Request): string | undefined;
}

/**
 * The handlers by their path. Make them once and keep them: they share the access token, and the status handler knows
 * which sessions were minted.
 */
export function createEndpoints({
  endUserOf,
  callbackOf,
  ...options
}: EndpointOptions): ReadonlyMap<string, ConsentHandler> {
  const { sessions } = createConsentServer(options);
  async function resolve(request: Request) {
    const endUserId = await endUserOf(request);
    if (endUserId === null) return null;
    const callback = callbackOf(request);
    return { endUserId, ...(callback && { redirectUri: callback, cancelUri: callback }) };
  }
  return new Map([
    ['/api/auth-session', sessions.toHandler(resolve)],
    ['/api/auth-session/status', sessions.toStatusHandler(resolve)],
  ]);
}
