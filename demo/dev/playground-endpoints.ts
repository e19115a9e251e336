import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsentHandler, ConsentServerFetch } from '../../src/server.ts';
import { callbackPaths, isCallbackStyle } from '../callback-style.ts';
import { createEndpoints } from '../server.ts';
import type { Provider } from './provider.ts';

/** Longer than any browser lets a click open a window. */
const SLOW_MS = 6000;

/**
 * The endpoints of `demo/server.ts`, with a back door for the playground: `?callback=` picks the page to come back to,
 * `?sandbox=` holds settings as JSON, and `?server=` makes this server slow or refuse. DEMO ONLY: in an app none of this is
 * for the browser to say.
 */
export function createPlaygroundEndpoints(
  { kind, clientId, clientSecret, baseUrl, endUserId }: Provider,
  origin: string,
): ReadonlyMap<string, ConsentHandler> {
  const query = new AsyncLocalStorage<URLSearchParams>();
  const endpoints = createEndpoints({
    // The demo has one user, who is always logged in but where the playground wants it otherwise.
    endUserOf: (request) => (queryOf(request).get('server') === 'logged_out' ? null : endUserId),
    callbackOf: (request) => callbackOf(queryOf(request), origin),
    clientId,
    clientSecret,
    ...(baseUrl && { baseUrl }),
    ...(kind === 'sandbox' && { fetch: withSettings(() => readSettings(query.getStore())) }),
  });
  const withBackDoor =
    (handler: ConsentHandler): ConsentHandler =>
    async (request) => {
      const asked = queryOf(request);
      if (asked.get('server') === 'down') return new Response('Service unavailable', { status: 503 });
      if (asked.get('server') === 'slow') await sleep(SLOW_MS);
      return query.run(asked, () => handler(request));
    };
  return new Map([...endpoints].map(([path, handler]) => [path, withBackDoor(handler)]));
}

function queryOf({ url }: Request): URLSearchParams {
  return new URL(url).searchParams;
}

function callbackOf(asked: URLSearchParams, origin: string): string | undefined {
  const style = asked.get('callback') ?? 'script';
  const path = isCallbackStyle(style) ? callbackPaths[style] : callbackPaths.script;
  return path && origin + path;
}

/** A fetch that adds the sandbox's settings to the body of `POST /v1/auth/session`. */
function withSettings(settingsOf: () => unknown): ConsentServerFetch {
  return (url, init) => {
    const sandbox = settingsOf();
    if (sandbox === undefined || !new URL(url).pathname.endsWith('/v1/auth/session')) return fetch(url, init);
    return fetch(url, { ...init, body: JSON.stringify({ ...JSON.parse(String(init.body)), sandbox }) });
  };
}

/** Only parsed here: the sandbox checks what it is given, and says what is wrong. */
function readSettings(asked: URLSearchParams | undefined): unknown {
  const json = asked?.get('sandbox') ?? null;
  if (json === null) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
