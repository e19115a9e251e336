import type { AccessToken } from './access-token.ts';

export interface TokenCache {
  /** The token held, or a new one: fetched once for all who ask meanwhile. A failure is not kept. */
  get(): Promise<string>;
  /** Gives up a token that was refused. One that has been replaced since is not held, and dropping it does nothing. */
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
      // A worker may end the request that began the flight, timers and all: such a flight must not be joined for ever.
      return flight && Date.now() < flight.endsAt ? flight.token : launch();
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
