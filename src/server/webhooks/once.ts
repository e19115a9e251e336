import type { SafeStore } from '../store.ts';

/** How long one delivery may take to be processed before another gets a turn. */
const BUSY_SECONDS = 60;
/** The platform gives up within an hour. */
const DONE_SECONDS = 24 * 3600;
/** Longer than a store takes between its reading and its writing. */
const SETTLE_MS = 100;

/**
 * Runs `work` for the first delivery of a webhook, and never again once it has succeeded. While it runs, other
 * deliveries are `busy`; where it fails, the next one has its turn.
 *
 * Two functions cannot lock. So every delivery writes its own mark, waits, and goes on if the mark is still its own: of
 * those that come at once the last to write does. That holds for a store whose readers see the last write (Redis, a
 * database, this memory), and is no more than likely for one that lags (Workers KV).
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
