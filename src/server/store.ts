import { invalidOption } from './check.ts';
import { ConsentServerError } from './consent-server-error.ts';
import { fieldsOf, parseJson } from './json.ts';
import { systemCode } from './system-code.ts';

/**
 * Stores what must outlive a request: the newest session of each user, and which webhooks were processed. A storage of
 * [unstorage](https://unstorage.unjs.io) fits unchanged. For Redis, Workers KV or a table of your own, write one line
 * for each function.
 */
export interface ConsentStore {
  /** Returns the value that was stored under this key, or `null` or `undefined` if there is none. */
  getItem(key: string): unknown;
  /**
   * Stores `value`, which is JSON text, for `ttl` seconds. `ttl` is never less than 60, the minimum of Workers KV.
   */
  setItem(key: string, value: string, options: { ttl: number }): unknown;
}

/** A store whose failures are reported as `store_failed`, and whose values are objects. */
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
      // unstorage parses text that looks like JSON. Other stores return the text.
      const parsed = typeof value === 'string' ? parseJson(value) : value;
      return typeof parsed === 'object' && parsed ? (parsed as Record<string, unknown>) : undefined;
    },
    async set(key, value, ttl) {
      await attempt('setItem', () => store.setItem(key, JSON.stringify(value), { ttl }));
    },
  };
}

/** Shows only the system's code of an error of the store. The rest may hold the address and password of a database. */
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
