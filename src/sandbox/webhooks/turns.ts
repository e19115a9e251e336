import type { Pause } from '../pause.ts';

/** Swaps the order of two consecutive webhooks. */
export interface Turns {
  /** Resolves when a webhook to this URL may be sent. Call the result once it was sent. */
  take(url: string): Promise<() => void>;
}

/** How long a webhook is held when no other follows. */
const HOLD_MS = 5000;

export function createTurns(pause: Pause): Turns {
  const waiting = new Map<string, AbortController>();
  return {
    async take(url) {
      const first = waiting.get(url);
      if (first) {
        waiting.delete(url);
        return () => first.abort();
      }
      const overtaken = new AbortController();
      waiting.set(url, overtaken);
      await pause.sleep(HOLD_MS, { signal: overtaken.signal });
      if (waiting.get(url) === overtaken) waiting.delete(url);
      return () => {};
    },
  };
}
