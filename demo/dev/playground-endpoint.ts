import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsentHandler, ConsentServerFetch } from '../../src/server.ts';
import { callbackPaths, isCallbackStyle } from '../callback-style.ts';
import { createEndpoint } from '../server.ts';
import type { Provider } from './provider.ts';

/**
 * The endpoint of `demo/server.ts`, with a back door for the playground: `?callback=` picks the page to come back to, and
 * `?sandbox=` holds settings as JSON. DEMO ONLY: in an app none of this is for the browser to say.
 */
export function createPlaygroundEndpoint(provider: Provider, origin: string): ConsentHandler {
  const query = new AsyncLocalStorage<URLSearchParams>();
  const { kind, clientId, clientSecret, baseUrl, endUserId } = provider;
  const endpoint = createEndpoint({
    origin,
    endUserOf: () => endUserId, // the demo has one user, who is always logged in
    clientId,
    clientSecret,
    ...(baseUrl && { baseUrl }),
    fetch: changeMinting((body) => {
      const asked = query.getStore() ?? new URLSearchParams();
      const settings = kind === 'sandbox' ? readSettings(asked) : undefined;
      return {
        ...body,
        ...readCallback(asked, origin),
        ...(settings !== undefined && { sandbox: settings }),
      };
    }),
  });
  return (request) => query.run(new URL(request.url).searchParams, () => endpoint(request));
}

type Body = Record<string, unknown>;

/** A fetch that has the body of `POST /v1/auth/session` changed on its way, and leaves the token's alone. */
function changeMinting(change: (body: Body) => Body): ConsentServerFetch {
  return (url, init) => {
    if (!new URL(url).pathname.endsWith('/v1/auth/session')) return fetch(url, init);
    return fetch(url, { ...init, body: JSON.stringify(change(JSON.parse(String(init.body)))) });
  };
}

function readCallback(asked: URLSearchParams, origin: string): Body {
  const style = asked.get('callback');
  if (style === null || !isCallbackStyle(style)) return {};
  const path = callbackPaths[style];
  const uri = path && origin + path;
  return { redirect_uri: uri, cancel_uri: uri };
}

/** Only parsed here: the sandbox checks what it is given, and says what is wrong. */
function readSettings(asked: URLSearchParams): unknown {
  const json = asked.get('sandbox');
  if (json === null) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
