import { type AuthSessionJson, parseAuthSession } from '../model/auth-session.ts';
import { isConsentError } from '../model/consent-error.ts';
import { fetchAccessToken } from './access-token.ts';
import type { Deadline } from './deadline.ts';
import { fieldsOf } from './json.ts';
import type { MinterSettings } from './options.ts';
import { createPost } from './platform-client.ts';
import { retry } from './retry.ts';
import { isSessionMintError, SessionMintError } from './session-mint-error.ts';
import { createTokenCache, type TokenCache } from './token-cache.ts';

const SESSION_PATH = '/v1/auth/session';

/** Mints one session from a checked request body. */
export type Mint = (body: object, deadline: Deadline) => Promise<AuthSessionJson>;

/** The token is shared by all calls, and renewed once in a call that finds it refused. */
export function createMint(settings: MinterSettings): Mint {
  const post = createPost(settings);
  const tokens = createTokenCache(() => fetchAccessToken(settings, post), settings.timeoutMs);
  const sendWith = async (token: string, body: object, deadline: Deadline) => {
    const send = () => post(SESSION_PATH, body, deadline, token);
    try {
      return readSession(await retry(settings.tries, deadline, send));
    } catch (error) {
      if (isRefusedToken(error)) tokens.drop(token);
      throw error;
    }
  };
  return async (body, deadline) => {
    const token = await waitForToken(tokens, deadline);
    try {
      return await sendWith(token, body, deadline);
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
    }
    return sendWith(await waitForToken(tokens, deadline), body, deadline);
  };
}

/** A call that joined another's flight late may still have time when that flight has none left. */
async function waitForToken(tokens: TokenCache, deadline: Deadline): Promise<string> {
  try {
    return await deadline.race(tokens.get());
  } catch (error) {
    if (deadline.signal.aborted || !isSessionMintError(error) || error.code !== 'timeout') throw error;
    return deadline.race(tokens.get());
  }
}

function isRefusedToken(error: unknown): boolean {
  return isSessionMintError(error) && error.status === 401;
}

/** The parser takes camelCase too; the API's own names are what is passed on, so only they will do. */
function readSession(json: unknown): AuthSessionJson {
  const { session_id, auth_url, expires_at } = fieldsOf(json);
  try {
    parseAuthSession({ session_id, auth_url, expires_at });
  } catch (error) {
    const why = isConsentError(error) ? error.message : 'not a session';
    throw new SessionMintError('bad_response', `POST ${SESSION_PATH} answered out of shape: ${why}`);
  }
  return json as AuthSessionJson;
}
