/** Delays that can all be cut short, so that a closing sandbox leaves no timer behind. */
export interface Pause {
  sleep(ms: number): Promise<void>;
  wakeAll(): void;
}

export function createPause(): Pause {
  const sleepers = new Set<() => void>();
  return {
    sleep(ms) {
      if (ms === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        sleepers.add(wake);
      });
    },
    wakeAll() {
      for (const wake of sleepers) wake();
    },
  };
}
