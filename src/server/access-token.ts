import { ConsentServerError } from './consent-server-error.ts';
import { withDeadline } from './deadline.ts';
import { fieldsOf } from './json.ts';
import type { Settings } from './options.ts';
import type { PlatformCall, Send } from './platform-client.ts';
import { retry } from './retry.ts';

/** An access token, and when it must no longer be used, in Unix milliseconds. */
export interface AccessToken {
  token: string;
  freshUntil: number;
}

const TOKEN_PATH = '/v1/token';
const LONGEST_MARGIN_MS = 60_000;

/** Fetches a token with a time limit of its own, because several calls with different limits wait for it. */
export function fetchAccessToken(settings: Settings, send: Send): Promise<AccessToken> {
  const { clientId, clientSecret, timeoutMs, tries } = settings;
  const body = { client_id: clientId, client_secret: clientSecret };
  const call: PlatformCall = { method: 'POST', route: TOKEN_PATH, body, repeatable: true };
  return withDeadline(timeoutMs, undefined, (deadline) =>
    retry(tries, deadline, async () => {
      const sentAt = Date.now();
      const { json } = await send(call, deadline);
      return readAccessToken(json, sentAt);
    }),
  );
}

/** The live API sends `token` and 900 seconds. An older page of its documentation has `access_token` and 3600. */
function readAccessToken(json: unknown, sentAt: number): AccessToken {
  const raw = fieldsOf(json);
  const token = raw['token'] ?? raw['access_token'];
  // Other characters are not valid in a header, and the error of `fetch` would quote the token.
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new ConsentServerError('bad_response', `POST ${TOKEN_PATH} answered without a usable token`);
  }
  return { token, freshUntil: sentAt + usableMs(raw['expires_in']) };
}

/** Without a lifetime, the token serves only the calls that already wait for it. */
function usableMs(expiresIn: unknown): number {
  const lifetime = Number(expiresIn) * 1000;
  return lifetime > 0 ? lifetime - Math.min(LONGEST_MARGIN_MS, lifetime / 10) : 0;
}
