// All that an app has to write on its server. In yours, import from 'open-consent/server'.
import { type ConsentHandler, type ConsentServerOptions, createConsentServer } from '../src/server.ts';

export interface EndpointOptions extends ConsentServerOptions {
  /** The origin of your own pages. From your configuration: a `Host` header is whatever a client says. */
  origin: string;
  /** The platform's id of the user who is logged in, by your own session cookie; `null` where nobody is. */
  endUserOf(request: Request): string | null | Promise<string | null>;
}

/**
 * `POST /api/auth-session`: mints a session for whoever is logged in. Make one and keep it, for it holds the access
 * token. Where the browser's body names an `institution_id`, that is used; nothing else in it is.
 */
export function createEndpoint({ origin, endUserOf, ...options }: EndpointOptions): ConsentHandler {
  const callback = `${origin}/demo/callback.html`;
  const server = createConsentServer(options);
  return server.sessions.toHandler(
    async (request) => {
      const endUserId = await endUserOf(request);
      return endUserId === null ? null : { endUserId, redirectUri: callback, cancelUri: callback };
    },
    { onError: (error) => console.error(error) },
  );
}
