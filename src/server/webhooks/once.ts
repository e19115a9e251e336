import type { SafeStore } from '../store.ts';

/** How long the work for one delivery may take before another delivery can run it. */
const BUSY_SECONDS = 60;
/** Longer than the platform retries, which is less than an hour. */
const DONE_SECONDS = 24 * 3600;
/** Longer than the time between a delivery's read and its write. */
const SETTLE_MS = 100;

/**
 * Runs `work` for the first delivery of a webhook, and never again after it has succeeded. While it runs, other
 * deliveries are `busy`. If it fails, the next delivery runs it.
 *
 * The store has only two functions, and no lock. So every delivery writes a mark of its own, waits, and continues if
 * the mark is still there. Of several deliveries at the same time, the last to write continues. That is certain for a
 * store whose reads see the last write (Redis, a database, memory). For a store that lags (Workers KV) it is only
 * likely.
 */
export async function once(
  store: SafeStore,
  messageId: string,
  work: () => Promise<unknown>,
): Promise<'done' | 'busy'> {
  const key = `open-consent:webhook-${encodeURIComponent(messageId)}`;
  const state = (await store.get(key))?.['state'];
  if (state === 'done' || state === 'busy') return state;
  const mark = crypto.randomUUID();
  await store.set(key, { state: 'busy', mark }, BUSY_SECONDS);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  if ((await store.get(key))?.['mark'] !== mark) return 'busy';
  try {
    await work();
  } catch (error) {
    await store.set(key, { state: 'failed' }, BUSY_SECONDS);
    throw error;
  }
  await store.set(key, { state: 'done' }, DONE_SECONDS);
  return 'done';
}
