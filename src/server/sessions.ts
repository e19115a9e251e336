import { type AuthSession, type AuthSessionJson, parseAuthSession } from '../model/auth-session.ts';
import { isConsentError } from '../model/consent-error.ts';
import type { Api, CallOptions } from './api.ts';
import { ConsentServerError } from './consent-server-error.ts';
import { type CreateSessionInput, type SessionRequestBody, toRequestBody } from './input.ts';
import { fieldsOf } from './json.ts';
import { rememberNewest } from './newest-session.ts';
import type { SafeStore } from './store.ts';

const ROUTE = '/v1/auth/session';

/** Mints one session and stores it as the newest session of the user. */
export type CreateSession = (input: CreateSessionInput, options?: CallOptions) => Promise<AuthSessionJson>;

export function createSessionMint(api: Api, store: SafeStore): CreateSession {
  return async (input, options) => {
    const body = toRequestBody(input);
    const sentAt = Math.floor(Date.now() / 1000) * 1000;
    const call = {
      method: 'POST',
      route: ROUTE,
      body,
      personal: queryValues(body),
      repeatable: true,
    } as const;
    const { json, date = sentAt } = await api.send(call, options);
    const { sessionId, expiresAt } = readSession(json);
    await rememberNewest(store, body.end_user_id, { sessionId, mintedAt: date }, expiresAt);
    return json as AuthSessionJson;
  };
}

/** The query values of the addresses, for example a `state` or the flow id. No error may quote them. */
function queryValues({ redirect_uri, cancel_uri }: SessionRequestBody): string[] {
  const given = [redirect_uri, cancel_uri].filter((address) => address !== undefined);
  return given.flatMap((address) => [...new URL(address).searchParams.values()]);
}

/** Accepts only the API's own names, because the JSON is passed on. The parser alone would also accept camelCase. */
function readSession(json: unknown): AuthSession {
  const { session_id, auth_url, expires_at } = fieldsOf(json);
  try {
    return parseAuthSession({ session_id, auth_url, expires_at });
  } catch (error) {
    const why = isConsentError(error) ? error.message : 'not a session';
    throw new ConsentServerError('bad_response', `POST ${ROUTE} got an invalid answer: ${why}`);
  }
}
