/// <reference types="node" />
/** Delays that can all be cut short, so that a closing sandbox leaves no timer behind. */
export interface Pause {
  sleep(ms: number, options?: SleepOptions): Promise<void>;
  wakeAll(): void;
}

interface SleepOptions {
  /** Ends this delay early. */
  readonly signal?: AbortSignal;
  /** The timer does not keep the process alive. */
  readonly background?: boolean;
}

/** The longest delay of a timer. Longer ones fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export function createPause(): Pause {
  const sleepers = new Set<() => void>();
  return {
    sleep(ms, { signal, background } = {}) {
      if (ms === 0 || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          sleepers.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(ms, LONGEST_MS));
        if (background) timer.unref();
        sleepers.add(wake);
        signal?.addEventListener('abort', wake);
      });
    },
    wakeAll() {
      for (const wake of sleepers) wake();
    },
  };
}
