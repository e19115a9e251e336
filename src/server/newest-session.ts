import type { SafeStore } from './store.ts';

/** What is remembered of the session that a user asked for last. */
export interface NewestSession {
  sessionId: string;
  /** By the platform's clock where it told the time, in Unix milliseconds. */
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

/** Escaped, because storages give `:`, `/`, `?` and lone dots a meaning, and two ids must not become one key. */
function keyOf(endUserId: string): string {
  return `open-consent:session-${encodeURIComponent(endUserId)}`;
}
