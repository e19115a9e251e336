import type { AccessToken } from './access-token.ts';

export interface TokenCache {
  /** Returns the cached token or a new one. Concurrent callers share one request. A failure is not cached. */
  get(): Promise<string>;
  /** Drops a token that was refused. Does nothing if it has been replaced since. */
  drop(token: string): void;
}

export function createTokenCache(fetchToken: () => Promise<AccessToken>, flightMs: number): TokenCache {
  let held: AccessToken | undefined;
  let flight: { token: Promise<string>; endsAt: number } | undefined;

  async function take(): Promise<string> {
    held = await fetchToken();
    return held.token;
  }

  function launch(): Promise<string> {
    const token = take().finally(() => {
      if (flight?.token === token) flight = undefined;
    });
    flight = { token, endsAt: Date.now() + flightMs };
    return token;
  }

  return {
    async get() {
      if (held && Date.now() < held.freshUntil) return held.token;
      // A worker may stop the request that started the flight, with its timers. So no caller joins it past its limit.
      return flight && Date.now() < flight.endsAt ? flight.token : launch();
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
