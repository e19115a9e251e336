import type { AuthSessionJson } from '../model/auth-session.ts';
import { isSessionMintError, type SessionMintErrorCode } from './session-mint-error.ts';

type RefusalCode =
  | 'invalid_request'
  | 'invalid_institution_id'
  | 'unauthenticated'
  | 'forbidden_origin'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'rate_limited'
  | 'server_error'
  | 'mint_failed'
  | 'unavailable'
  | 'timeout';

/** The HTTP status and the text a browser may see for each code. They say nothing of the server's inside. */
const REFUSALS: Readonly<Record<RefusalCode, readonly [status: number, message: string]>> = {
  invalid_request: [400, 'The request is not a JSON object with at most an institution_id.'],
  invalid_institution_id: [400, 'The platform does not know this institution.'],
  unauthenticated: [401, 'Nobody is logged in.'],
  forbidden_origin: [403, 'Requests from this origin are not allowed.'],
  method_not_allowed: [405, 'Only POST is allowed.'],
  body_too_large: [413, 'The request is too large.'],
  rate_limited: [429, 'Too many requests. Try again later.'],
  server_error: [500, 'The server could not prepare the request.'],
  mint_failed: [502, 'The platform did not give a session.'],
  unavailable: [503, 'The platform is not available. Try again later.'],
  timeout: [504, 'The platform did not answer in time. Try again later.'],
};

/**
 * The browser can mend none of the integrator's mistakes, so they are 5xx: not 401, which would read as "log in", nor
 * 404 (an unknown end user), which would read as a wrong address.
 */
const REFUSAL_OF: Readonly<Record<SessionMintErrorCode, RefusalCode>> = {
  invalid_option: 'server_error',
  unauthorized: 'mint_failed',
  rejected: 'mint_failed',
  bad_response: 'mint_failed',
  rate_limited: 'rate_limited',
  unavailable: 'unavailable',
  timeout: 'timeout',
  aborted: 'unavailable',
};

/** The session without `id`, which is the client's and none of the browser's business. */
export function answerSession({ session_id, auth_url, expires_at }: AuthSessionJson): Response {
  return toJson(200, { session_id, auth_url, expires_at });
}

export function refuse(code: RefusalCode, details: { id?: string; retryAfter?: number } = {}): Response {
  const [status, message] = REFUSALS[code];
  const { id, retryAfter } = details;
  const response = toJson(status, { error: { code, message, ...(id && { id }) } });
  if (status === 405) response.headers.set('allow', 'POST');
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter));
  return response;
}

/** The answer to what was thrown. Of the platform's error only its `id` goes out: it means nothing but to its support. */
export function answerFailure(error: unknown): Response {
  if (!isSessionMintError(error)) return refuse('server_error');
  const { code, platform, retryAfter } = error;
  const unknownInstitution = platform?.name === 'invalid_institution_id';
  return refuse(unknownInstitution ? 'invalid_institution_id' : (REFUSAL_OF[code] ?? 'server_error'), {
    ...(platform?.id && { id: platform.id }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

function toJson(status: number, body: object): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return new Response(JSON.stringify(body), { status, headers });
}
