import {
  checkBoolean,
  checkFunction,
  checkInteger,
  checkText,
  invalidOption,
  parseHttpUrl,
} from './check.ts';
import { knownFields } from './known-fields.ts';
import { createMemoryStore } from './memory-store.ts';
import { type ConsentStore, checkStore } from './store.ts';

/** A function like `globalThis.fetch`, as far as this library uses it. */
export type ConsentServerFetch = (url: string, init: RequestInit) => Promise<Response>;

/** The options of {@link createConsentServer}. */
export interface ConsentServerOptions {
  /** The client id from the platform's console. */
  clientId: string;
  /** The client secret. It must never reach a browser. */
  clientSecret: string;
  /**
   * The version of the platform's API for every request (`X-Fiskil-Version`): `v1`, `v2` or later. Without
   * it, the same code could behave differently for two accounts. Default `v2`.
   */
  apiVersion?: string;
  /** The address of the API: https, or http on loopback. Default `https://api.fiskil.com`. */
  baseUrl?: string;
  /**
   * Whether `baseUrl` may be plain http on another machine. The client secret is then sent unencrypted, so use it only
   * for a sandbox, for example between containers. Default `false`.
   */
  allowHttp?: boolean;
  /** How long one call may take in all, including waits and retries, in milliseconds. Default 10 000. */
  timeoutMs?: number;
  /** How often one request is sent at most if the platform is busy or does not answer: 1 to 10. Default 3. */
  tries?: number;
  /**
   * Stores the newest session of each user, and which webhooks were processed. The default is in memory, and works only
   * if your server is a single process.
   */
  store?: ConsentStore;
  /** The `fetch` function to use. Default: the global one. */
  fetch?: ConsentServerFetch;
}

export type Settings = Required<Omit<ConsentServerOptions, 'allowHttp'>>;

const NAMES = [
  'clientId',
  'clientSecret',
  'apiVersion',
  'baseUrl',
  'allowHttp',
  'timeoutMs',
  'tries',
  'store',
  'fetch',
] as const satisfies readonly (keyof ConsentServerOptions)[];
const LONGEST_TIMER = 2 ** 31 - 1;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export function checkOptions(options: ConsentServerOptions): Settings {
  const given = knownFields(options, NAMES);
  if (given.fetch !== undefined) checkFunction(given.fetch, 'fetch');
  const allowHttp = checkBoolean(given.allowHttp ?? false, 'allowHttp');
  return {
    clientId: checkText(given.clientId, 'clientId'),
    clientSecret: checkText(given.clientSecret, 'clientSecret'),
    apiVersion: checkVersion(given.apiVersion ?? 'v2'),
    baseUrl: checkBaseUrl(given.baseUrl ?? 'https://api.fiskil.com', allowHttp),
    timeoutMs: checkInteger(given.timeoutMs ?? 10_000, 'timeoutMs', LONGEST_TIMER),
    tries: checkInteger(given.tries ?? 3, 'tries', 10),
    store: given.store === undefined ? createMemoryStore() : checkStore(given.store),
    // Looks up the global at every call, for instrumentation that is installed later. Workers require a call without
    // `this`.
    fetch: (given.fetch as ConsentServerFetch | undefined) ?? ((url, init) => fetch(url, init)),
  };
}

/** The platform accepts exactly this form. It refuses a version that it does not know. */
function checkVersion(value: unknown): string {
  if (typeof value === 'string' && /^v[1-9]\d?$/.test(value)) return value;
  throw invalidOption('apiVersion', 'v1, v2 or a later version in the same form');
}

/** The credentials are sent there in the body, so plain http is for a sandbox only. */
function checkBaseUrl(value: unknown, allowHttp: boolean): string {
  const url = parseHttpUrl(value);
  const safe = allowHttp || url?.protocol === 'https:' || LOOPBACK.test(url?.hostname ?? '');
  if (!url || !safe || url.username || url.password || url.search || url.hash) {
    const takes = 'an https address without user, query or hash (http on loopback, or with allowHttp: true)';
    throw invalidOption('baseUrl', takes);
  }
  return url.href.replace(/\/+$/, '');
}

export function refuseBrowser(): void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return;
  throw invalidOption(
    'createConsentServer',
    'used on a server: in a page, everyone can read the clientSecret',
  );
}
