import { type ConsentServerErrorCode, isConsentServerError } from '../consent-server-error.ts';

export type RefusalCode =
  | 'invalid_request'
  | 'invalid_institution_id'
  | 'unauthenticated'
  | 'invalid_signature'
  | 'forbidden_origin'
  | 'session_not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'body_too_large'
  | 'rate_limited'
  | 'server_error'
  | 'platform_error'
  | 'unavailable'
  | 'busy'
  | 'timeout';

/** The HTTP status and the text that the browser gets for each code. They reveal nothing about the server. */
const REFUSALS: Readonly<Record<RefusalCode, readonly [status: number, message: string]>> = {
  invalid_request: [400, 'The body is not the expected JSON object.'],
  invalid_institution_id: [400, 'The platform does not know this institution.'],
  unauthenticated: [401, 'Nobody is logged in.'],
  invalid_signature: [401, 'The signature is missing or wrong.'],
  forbidden_origin: [403, 'Requests from this origin are not allowed.'],
  session_not_found: [404, 'This is not the newest session of this user.'],
  method_not_allowed: [405, 'This method is not allowed.'],
  request_timeout: [408, 'The body did not arrive in time.'],
  body_too_large: [413, 'The request is too large.'],
  rate_limited: [429, 'Too many requests. Try again later.'],
  server_error: [500, 'The server could not prepare the request.'],
  platform_error: [502, 'The platform gave no usable answer.'],
  unavailable: [503, 'The platform is not available. Try again later.'],
  busy: [503, 'Another delivery of this webhook is being processed.'],
  timeout: [504, 'The platform did not answer in time. Try again later.'],
};

/**
 * The browser cannot fix a mistake of the integrator, so these are 5xx. A 401 would mean "log in", and a 404 for an
 * unknown end user would mean a wrong address.
 */
const REFUSAL_OF: Readonly<Record<ConsentServerErrorCode, RefusalCode>> = {
  invalid_option: 'server_error',
  unauthorized: 'platform_error',
  rejected: 'platform_error',
  bad_response: 'platform_error',
  rate_limited: 'rate_limited',
  unavailable: 'unavailable',
  timeout: 'timeout',
  aborted: 'unavailable',
  flow_unnamed: 'server_error',
  store_failed: 'unavailable',
  body_used: 'server_error',
  signature_missing: 'invalid_signature',
  signature_mismatch: 'invalid_signature',
  bad_webhook: 'invalid_request',
};

export function answerJson(body: object, headers: Record<string, string> = {}): Response {
  return toJson(200, body, headers);
}

export function refuse(code: RefusalCode, details: { id?: string; retryAfter?: number } = {}): Response {
  const [status, message] = REFUSALS[code];
  const { id, retryAfter } = details;
  const response = toJson(status, { error: { code, message, ...(id && { id }) } });
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter));
  return response;
}

/**
 * The answer to an error. It holds only the `id` of the platform's error, which only the platform's support can read.
 */
export function answerFailure(error: unknown): Response {
  if (!isConsentServerError(error)) return refuse('server_error');
  const { code, platform, retryAfter } = error;
  const unknownInstitution = platform?.name === 'invalid_institution_id';
  return refuse(unknownInstitution ? 'invalid_institution_id' : (REFUSAL_OF[code] ?? 'server_error'), {
    ...(platform?.id && { id: platform.id }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

function toJson(status: number, body: object, headers: Record<string, string> = {}): Response {
  const common = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return new Response(JSON.stringify(body), { status, headers: { ...common, ...headers } });
}
