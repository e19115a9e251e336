import { invalidOption } from './check.ts';
import { ConsentServerError } from './consent-server-error.ts';
import { fieldsOf, parseJson } from './json.ts';
import { systemCode } from './system-code.ts';

/**
 * Where a server remembers what must outlive a request: the newest session of each user, and which webhooks it has
 * seen. Two functions with a lifetime, so that a storage of [unstorage](https://unstorage.unjs.io) fits as it is, and
 * Redis, a worker's KV or a table of your own with one line each.
 */
export interface ConsentStore {
  /** What `setItem` was given under this key; `null` or `undefined` where there is nothing (any more). */
  getItem(key: string): unknown;
  /**
   * Keeps `value`, which is JSON text, for `ttl` seconds. A `ttl` of less than a minute is never asked for, so Workers
   * KV takes it.
   */
  setItem(key: string, value: string, options: { ttl: number }): unknown;
}

/** A store that cannot fail without saying so, and whose values are objects. */
export interface SafeStore {
  get(key: string): Promise<Record<string, unknown> | undefined>;
  set(key: string, value: object, ttl: number): Promise<void>;
}

export function checkStore(value: unknown): ConsentStore {
  const { getItem, setItem } = fieldsOf(value);
  if (typeof getItem === 'function' && typeof setItem === 'function') return value as ConsentStore;
  throw invalidOption('store', 'an object with the functions getItem(key) and setItem(key, value, { ttl })');
}

export function safeStore(store: ConsentStore): SafeStore {
  return {
    async get(key) {
      const value = await attempt('getItem', () => store.getItem(key));
      // unstorage parses what reads like JSON, others give the text back.
      const parsed = typeof value === 'string' ? parseJson(value) : value;
      return typeof parsed === 'object' && parsed ? (parsed as Record<string, unknown>) : undefined;
    },
    async set(key, value, ttl) {
      await attempt('setItem', () => store.setItem(key, JSON.stringify(value), { ttl }));
    },
  };
}

/** Of what a store throws only the system's code is shown: the rest may hold a database's address and password. */
async function attempt<T>(name: string, run: () => T): Promise<Awaited<T>> {
  try {
    return await run();
  } catch (error) {
    const code = systemCode(error);
    throw new ConsentServerError(
      'store_failed',
      `store.${name}() threw or rejected${code ? ` (${code})` : ''}`,
    );
  }
}
