import { ConsentServerError } from './consent-server-error.ts';
import { withDeadline } from './deadline.ts';
import { fieldsOf } from './json.ts';
import type { Settings } from './options.ts';
import type { PlatformCall, Send } from './platform-client.ts';
import { retry } from './retry.ts';

/** An access token and the time from which it is not to be used, in Unix milliseconds. */
export interface AccessToken {
  token: string;
  freshUntil: number;
}

const TOKEN_PATH = '/v1/token';
const LONGEST_MARGIN_MS = 60_000;

/** Fetches a token under a time limit of its own: the calls that wait for it come and go. */
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

/** The live API sends `token` and 900 seconds; an older page of its documentation `access_token` and 3600. */
function readAccessToken(json: unknown, sentAt: number): AccessToken {
  const raw = fieldsOf(json);
  const token = raw['token'] ?? raw['access_token'];
  // Anything else cannot stand in a header, and what refuses it there would quote it.
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new ConsentServerError('bad_response', `POST ${TOKEN_PATH} answered without a usable token`);
  }
  return { token, freshUntil: sentAt + usableMs(raw['expires_in']) };
}

/** Without a lifetime the token serves the calls that wait for it, and no later one. */
function usableMs(expiresIn: unknown): number {
  const lifetime = Number(expiresIn) * 1000;
  return lifetime > 0 ? lifetime - Math.min(LONGEST_MARGIN_MS, lifetime / 10) : 0;
}
