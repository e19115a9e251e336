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
 * | `timeout` | no session within `timeoutMs` |
 * | `aborted` | the `signal` given to `create` was aborted |
 * | `bad_response` | the platform answered something that is not its documented shape, or a redirect |
 */
export type SessionMintErrorCode =
  | 'invalid_option'
  | 'unauthorized'
  | 'rejected'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'aborted'
  | 'bad_response';

/** The platform's own error body, as far as it was sent; secrets taken out and lengths capped. */
export interface PlatformError {
  /** The platform's id of this very failure: what its support asks for. */
  id?: string;
  /** For example `invalid_institution_id` or `end_user_not_found`. */
  name?: string;
  /** The platform's text: for logs, not for end users. */
  message?: string;
  /** Whether the platform calls it a fault of its own. */
  fault?: boolean;
  /** Whether the platform expects it to pass. */
  temporary?: boolean;
  /** Whether something behind the platform timed out. */
  timeout?: boolean;
}

/** What a {@link SessionMintError} may know beside its code. */
export interface SessionMintErrorDetails {
  status?: number;
  retryAfter?: number;
  platform?: PlatformError;
}

/**
 * The one error of this entry. Its fields are own and enumerable, so `JSON.stringify` keeps them. It has no `cause`,
 * and neither message nor fields ever hold the client secret or a token: what a `fetch` throws may carry the request.
 */
export class SessionMintError extends Error implements SessionMintErrorDetails {
  readonly code: SessionMintErrorCode;
  /** The platform's HTTP status, where it answered. */
  declare readonly status?: number;
  /** How long the platform asks to wait (`Retry-After`), in seconds from when the error was made. */
  declare readonly retryAfter?: number;
  declare readonly platform?: PlatformError;

  constructor(code: SessionMintErrorCode, message: string, details: SessionMintErrorDetails = {}) {
    super(message);
    Object.defineProperty(this, 'name', { value: 'SessionMintError' });
    this.code = code;
    Object.assign(this, details);
  }
}

/**
 * Whether `value` is a {@link SessionMintError}. Goes by name and code, so it also holds for an error of another copy
 * of this library, where `instanceof` does not.
 */
export function isSessionMintError(value: unknown): value is SessionMintError {
  return (
    typeof value === 'object' &&
    (value as Error | null)?.name === 'SessionMintError' &&
    'code' in (value as Error)
  );
}
