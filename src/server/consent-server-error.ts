/**
 * Names what went wrong. The codes are part of the public API. Messages may change at any time.
 *
 * | code | means |
 * |---|---|
 * | `invalid_option` | one of your options or inputs is wrong. The message names it and the values it accepts |
 * | `unauthorized` | the platform refused the credentials: 403, or 401 even with a new token |
 * | `rejected` | the platform refused the request (any other 4xx). See `platform.name` |
 * | `rate_limited` | still 429 after all tries, or the platform asks for a longer wait than the time left |
 * | `unavailable` | 5xx, or no answer, after all tries |
 * | `timeout` | no answer within `timeoutMs` |
 * | `aborted` | the `signal` given to the call was aborted |
 * | `bad_response` | the answer of the platform does not have its documented shape, or is a redirect |
 * | `flow_unnamed` | for `onError` only: the platform refused `consent_flow` in an address, so the session was minted without it |
 * | `store_failed` | your `store` threw or rejected |
 * | `body_used` | the request body was already read. Mount the handler before `express.json()` and other body parsers |
 * | `signature_missing` | a webhook has no `X-Fiskil-Signature` header |
 * | `signature_mismatch` | a webhook was not signed with this secret, or its body was changed |
 * | `bad_webhook` | a webhook is too large, incomplete or late, or its signed body is not JSON with a `message_id` and an event |
 */
export type ConsentServerErrorCode =
  | 'invalid_option'
  | 'unauthorized'
  | 'rejected'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'aborted'
  | 'bad_response'
  | 'flow_unnamed'
  | 'store_failed'
  | 'body_used'
  | 'signature_missing'
  | 'signature_mismatch'
  | 'bad_webhook';

/** The parts of the platform's error body that are safe to log. They hold no secret, and their lengths are capped. */
export interface PlatformError {
  /** The platform's id of this one failure. Its support asks for it. */
  id?: string;
  /** For example `invalid_institution_id` or `end_user_not_found`. */
  name?: string;
  /** The platform's text, for logs and not for end users. `[withheld]` if it quotes a credential or personal data. */
  message?: string;
  /** Whether the platform says that the failure is its own fault. */
  fault?: boolean;
  /** Whether the platform says that the failure is temporary. */
  temporary?: boolean;
  /** Whether something behind the platform timed out. */
  timeout?: boolean;
}

/** The fields of a {@link ConsentServerError} besides its code. Each is optional. */
export interface ConsentServerErrorDetails {
  status?: number;
  retryAfter?: number;
  platform?: PlatformError;
  unsent?: boolean;
}

/**
 * The only error class of `open-consent/server`. `JSON.stringify(error)` includes code, status and the other fields,
 * but not the message. Neither the message nor the fields ever hold the client secret or a token. It has no `cause`,
 * because an error that `fetch` throws may hold the request.
 */
export class ConsentServerError extends Error implements ConsentServerErrorDetails {
  readonly code: ConsentServerErrorCode;
  /** The HTTP status of the platform's answer, if there was one. */
  declare readonly status?: number;
  /** How long the platform asks you to wait (`Retry-After`), in seconds after the answer. */
  declare readonly retryAfter?: number;
  declare readonly platform?: PlatformError;
  /** `true` if no connection was made, so that the platform cannot have received the request. */
  declare readonly unsent?: boolean;

  constructor(code: ConsentServerErrorCode, message: string, details: ConsentServerErrorDetails = {}) {
    super(message);
    Object.defineProperty(this, 'name', { value: 'ConsentServerError' });
    this.code = code;
    Object.assign(this, details);
  }
}

/**
 * Whether `value` is a {@link ConsentServerError}. It compares name and code. So it also works for an error from
 * another copy of this library, for which `instanceof` fails.
 */
export function isConsentServerError(value: unknown): value is ConsentServerError {
  return (
    typeof value === 'object' &&
    (value as Error | null)?.name === 'ConsentServerError' &&
    'code' in (value as Error)
  );
}
