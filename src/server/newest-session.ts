import type { SafeStore } from './store.ts';

/** What the store keeps about the newest session of a user. */
export interface NewestSession {
  sessionId: string;
  /** In Unix milliseconds, by the platform's clock if its answer had a date. */
  mintedAt: number;
}

/** A page may ask about a session for some time after it has expired. */
const KEEP_SECONDS = 24 * 3600;

export async function rememberNewest(
  store: SafeStore,
  endUserId: string,
  newest: NewestSession,
  expiresAt: number,
): Promise<void> {
  const left = Math.max(0, expiresAt - Math.floor(Date.now() / 1000));
  await store.set(keyOf(endUserId), newest, left + KEEP_SECONDS);
}

export async function recallNewest(store: SafeStore, endUserId: string): Promise<NewestSession | undefined> {
  const { sessionId, mintedAt } = (await store.get(keyOf(endUserId))) ?? {};
  if (typeof sessionId !== 'string' || typeof mintedAt !== 'number') return undefined;
  return { sessionId, mintedAt };
}

/** Escapes the id, because stores treat `:`, `/`, `?` and single dots specially, and two ids must not share a key. */
function keyOf(endUserId: string): string {
  return `open-consent:session-${encodeURIComponent(endUserId)}`;
}
