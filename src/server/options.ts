import { checkFunction, checkInteger, checkText, invalidOption, parseHttpUrl } from './check.ts';
import { fieldsOf } from './json.ts';

/** The part of `fetch` that is used. `globalThis.fetch` is one. */
export type SessionMinterFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What {@link createSessionMinter} takes. */
export interface SessionMinterOptions {
  /** The client id from the platform's console. */
  clientId: string;
  /** The client secret. It must never reach a browser. */
  clientSecret: string;
  /** Where the API is: an https address, or http on loopback. Default `https://api.fiskil.com`. */
  baseUrl?: string;
  /** How long one `create` may take in all, waits and retries included, in milliseconds. Default 10 000. */
  timeoutMs?: number;
  /** How often one request is sent at most when the platform is busy or does not answer: 1 to 10. Default 3. */
  tries?: number;
  /** Used instead of the global `fetch`. */
  fetch?: SessionMinterFetch;
}

export type MinterSettings = Required<SessionMinterOptions>;

const LONGEST_TIMER = 2 ** 31 - 1;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export function checkOptions(options: SessionMinterOptions): MinterSettings {
  const given = fieldsOf(options);
  const clientId = checkText(given['clientId'], 'clientId');
  const clientSecret = checkText(given['clientSecret'], 'clientSecret');
  if (options.fetch !== undefined) checkFunction(options.fetch, 'fetch');
  return {
    clientId,
    clientSecret,
    baseUrl: checkBaseUrl(options.baseUrl ?? 'https://api.fiskil.com'),
    timeoutMs: checkInteger(options.timeoutMs ?? 10_000, 'timeoutMs', LONGEST_TIMER),
    tries: checkInteger(options.tries ?? 3, 'tries', 10),
    // Read at every call, so that instrumentation installed later is used; and called bare, as workers insist.
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
  };
}

/** The credentials go there in the body: plain http is for a sandbox on this machine only. */
function checkBaseUrl(value: unknown): string {
  const url = parseHttpUrl(value);
  const safe = url?.protocol === 'https:' || LOOPBACK.test(url?.hostname ?? '');
  if (!url || !safe || url.username || url.password || url.search || url.hash) {
    throw invalidOption('baseUrl', 'an https address without user, query or hash (http only on loopback)');
  }
  return url.href.replace(/\/+$/, '');
}

export function refuseBrowser(): void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return;
  throw invalidOption(
    'createSessionMinter',
    'used on a server: in a page, everyone can read the clientSecret',
  );
}
