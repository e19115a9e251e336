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

/** The part of `fetch` that is used. `globalThis.fetch` is one. */
export type ConsentServerFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What {@link createConsentServer} takes. */
export interface ConsentServerOptions {
  /** The client id from the platform's console. */
  clientId: string;
  /** The client secret. It must never reach a browser. */
  clientSecret: string;
  /**
   * The version of the platform's API that every request asks for (`X-Fiskil-Version`): `v1`, `v2` or later. Without
   * it the same code would behave differently on two accounts. Default `v2`.
   */
  apiVersion?: string;
  /** Where the API is: an https address, or http on loopback. Default `https://api.fiskil.com`. */
  baseUrl?: string;
  /**
   * Whether `baseUrl` may be plain http on another machine. The client secret then crosses the network in clear: only
   * for a sandbox, between containers for example. Default `false`.
   */
  allowHttp?: boolean;
  /** How long one call may take in all, waits and retries included, in milliseconds. Default 10 000. */
  timeoutMs?: number;
  /** How often one request is sent at most when the platform is busy or does not answer: 1 to 10. Default 3. */
  tries?: number;
  /**
   * Where the newest session of each user and the webhooks that were seen are remembered. Default: in memory, which is
   * right for one process only.
   */
  store?: ConsentStore;
  /** Used instead of the global `fetch`. */
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
    // Read at every call, so that instrumentation installed later is used; and called bare, as workers insist.
    fetch: (given.fetch as ConsentServerFetch | undefined) ?? ((url, init) => fetch(url, init)),
  };
}

/** The platform takes exactly this form. A version that it does not know, it refuses itself. */
function checkVersion(value: unknown): string {
  if (typeof value === 'string' && /^v[1-9]\d?$/.test(value)) return value;
  throw invalidOption('apiVersion', 'v1, v2 or a later version in the same form');
}

/** The credentials go there in the body: plain http is for a sandbox only. */
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
