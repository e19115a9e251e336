import type { ConsentStore } from './store.ts';

const SWEEP_MS = 60_000;

/** A store for one process. It lasts until the process ends. */
export function createMemoryStore(): ConsentStore {
  const items = new Map<string, { value: string; endsAt: number }>();
  let sweptAt = Date.now();

  /** Runs without a timer: a timer would keep a process alive, and does not run in a worker between requests. */
  function sweep(now: number): void {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    for (const [key, { endsAt }] of items) if (endsAt <= now) items.delete(key);
  }

  return {
    getItem(key) {
      const item = items.get(key);
      return item && item.endsAt > Date.now() ? item.value : undefined;
    },
    setItem(key, value, { ttl }) {
      const now = Date.now();
      sweep(now);
      items.set(key, { value, endsAt: now + ttl * 1000 });
    },
  };
}
