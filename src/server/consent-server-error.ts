/**
 * What went wrong, in one word. The codes are part of the public contract; messages are free to change.
 *
 * | code | means |
 * |---|---|
 * | `invalid_option` | an option or an input of yours is wrong; the message names it and what it takes |
 * | `unauthorized` | the platform refused the credentials (401, also after one new token, or 403) |
 * | `rejected` | the platform refused the request (any other 4xx): see `platform.name` |
 * | `rate_limited` | still 429 after all tries, or it asks for a longer wait than the time left |
 * | `unavailable` | 5xx, or no answer, after all tries |
 * | `timeout` | no answer within `timeoutMs` |
 * | `aborted` | the `signal` given to the call was aborted |
 * | `bad_response` | the platform answered something that is not its documented shape, or a redirect |
 * | `flow_unnamed` | told to `onError` only: the platform refused `consent_flow` in an address, and the session was minted without it |
 * | `store_failed` | your `store` threw or rejected |
 * | `body_used` | the body of the request was read before: mount the handler before `express.json()` and the like |
 * | `signature_missing` | a webhook without `X-Fiskil-Signature` |
 * | `signature_mismatch` | a webhook that was not signed with this secret, or whose body was changed |
 * | `bad_webhook` | a webhook that is signed but is not one: too large, no JSON, no `message_id` |
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

/** The platform's own error body, as far as it is safe to show: no secret, no address, lengths capped. */
export interface PlatformError {
  /** The platform's id of this very failure: what its support asks for. */
  id?: string;
  /** For example `invalid_institution_id` or `end_user_not_found`. */
  name?: string;
  /** The platform's text: for logs, not for end users. `[withheld]` where it quotes a credential. */
  message?: string;
  /** Whether the platform calls it a fault of its own. */
  fault?: boolean;
  /** Whether the platform expects it to pass. */
  temporary?: boolean;
  /** Whether something behind the platform timed out. */
  timeout?: boolean;
}

/** What a {@link ConsentServerError} may know beside its code. */
export interface ConsentServerErrorDetails {
  status?: number;
  retryAfter?: number;
  platform?: PlatformError;
  unsent?: boolean;
}

/**
 * The one error of this entry. Its fields are own and enumerable, so `JSON.stringify` keeps them. It has no `cause`,
 * and neither message nor fields ever hold the client secret or a token: what a `fetch` throws may carry the request.
 */
export class ConsentServerError extends Error implements ConsentServerErrorDetails {
  readonly code: ConsentServerErrorCode;
  /** The platform's HTTP status, where it answered. */
  declare readonly status?: number;
  /** How long the platform asks to wait (`Retry-After`), in seconds from when the error was made. */
  declare readonly retryAfter?: number;
  declare readonly platform?: PlatformError;
  /** `true` where no connection came about, so that the platform cannot have got the request. */
  declare readonly unsent?: boolean;

  constructor(code: ConsentServerErrorCode, message: string, details: ConsentServerErrorDetails = {}) {
    super(message);
    Object.defineProperty(this, 'name', { value: 'ConsentServerError' });
    this.code = code;
    Object.assign(this, details);
  }
}

/**
 * Whether `value` is a {@link ConsentServerError}. Goes by name and code, so it also holds for an error of another copy
 * of this library, where `instanceof` does not.
 */
export function isConsentServerError(value: unknown): value is ConsentServerError {
  return (
    typeof value === 'object' &&
    (value as Error | null)?.name === 'ConsentServerError' &&
    'code' in (value as Error)
  );
}
