import { ConsentServerError } from './consent-server-error.ts';
import type { Deadline } from './deadline.ts';
import { parseJson } from './json.ts';
import type { Settings } from './options.ts';
import { toServerError } from './platform-refusal.ts';
import { httpDate } from './retry-after.ts';
import { systemCode } from './system-code.ts';

/** One request to the platform. */
export interface PlatformCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** The name of the call in errors. It has no ids and no query. */
  route: string;
  /** The path of the request, if it is not the route itself. */
  path?: string;
  query?: Readonly<Record<string, string | undefined>>;
  body?: object;
  /** Text about a person that the request sends. No error may quote it. */
  personal?: readonly string[];
  /** Whether the request may be sent again even if it may have arrived. */
  repeatable: boolean;
}

/** A 2xx answer. */
export interface PlatformAnswer {
  /** `undefined` if the body is not JSON. */
  json: unknown;
  /** The platform's time from the `Date` header, in Unix milliseconds. */
  date: number | undefined;
}

export type Send = (call: PlatformCall, deadline: Deadline, token?: string) => Promise<PlatformAnswer>;

/** The error codes of runtimes which mean that no part of the request was sent. */
const UNSENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

export function createSend({ apiVersion, baseUrl, clientSecret, fetch }: Settings): Send {
  return async (call, deadline, token) => {
    const what = `${call.method} ${call.route}`;
    const personal = [...Object.values(call.query ?? {}), ...(call.personal ?? [])];
    const secrets = [clientSecret, token, ...personal].filter((one) => one !== undefined);
    try {
      const init = toInit(call, apiVersion, token, deadline.signal);
      const response = await deadline.race(fetch(baseUrl + addressOf(call), init));
      const text = await deadline.race(response.text());
      if (!response.ok) throw toServerError(what, response, text, { secrets, sentSecret: !token });
      return { json: parseJson(text), date: httpDate(response.headers.get('date') ?? '') };
    } catch (error) {
      throw error instanceof ConsentServerError ? error : noAnswer(what, systemCode(error, secrets));
    }
  };
}

function addressOf({ route, path = route, query = {} }: PlatformCall): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** Sets no `cache`, `credentials` or `redirect: 'error'`, because workers throw on them. */
function toInit(
  { method, body }: PlatformCall,
  apiVersion: string,
  token: string | undefined,
  signal: AbortSignal,
): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      'x-fiskil-version': apiVersion,
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal,
  };
}

function noAnswer(what: string, code: string | undefined): ConsentServerError {
  const message = `${what} got no answer${code ? ` (${code})` : ''}`;
  return new ConsentServerError('unavailable', message, code && UNSENT.test(code) ? { unsent: true } : {});
}
