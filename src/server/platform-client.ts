import { cleanText } from './clean-text.ts';
import type { Deadline } from './deadline.ts';
import { fieldsOf, parseJson } from './json.ts';
import type { MinterSettings } from './options.ts';
import { toMintError } from './platform-refusal.ts';
import { SessionMintError } from './session-mint-error.ts';

/** Sends one POST to the platform and gives the JSON of a 2xx answer (`undefined` where it is not JSON). */
export type Post = (path: string, body: object, deadline: Deadline, token?: string) => Promise<unknown>;

export function createPost({ baseUrl, clientSecret, fetch }: MinterSettings): Post {
  return async (path, body, deadline, token) => {
    const what = `POST ${path}`;
    const secrets = token ? [clientSecret, token] : [clientSecret];
    try {
      const response = await deadline.race(fetch(baseUrl + path, toInit(body, deadline.signal, token)));
      const text = await deadline.race(response.text());
      return read(what, response, text, secrets);
    } catch (error) {
      if (error instanceof SessionMintError) throw error;
      throw new SessionMintError('unavailable', `${what} got no answer${reasonOf(error, secrets)}`);
    }
  };
}

/** No `cache`, `credentials` or `redirect: 'error'`: workers throw on them. */
function toInit(body: object, signal: AbortSignal, token: string | undefined): RequestInit {
  return {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  };
}

function read(what: string, response: Response, text: string, secrets: readonly string[]): unknown {
  if (response.ok) return parseJson(text);
  throw toMintError(what, response, text, secrets);
}

/** The system's code, for example `ECONNREFUSED`: all of a foreign error that is known to be free of the request. */
function reasonOf(error: unknown, secrets: readonly string[]): string {
  const code = fieldsOf(fieldsOf(error)['cause'])['code'] ?? fieldsOf(error)['code'];
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return '';
  return ` (${cleanText(code, secrets)})`;
}
