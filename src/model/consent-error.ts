/**
 * What went wrong, in one word. The codes are part of the public contract (a changed code is a major version);
 * messages are for people and are free to change.
 */
export type ConsentErrorCode =
  | 'invalid_option'
  | 'invalid_auth_url'
  | 'session_request_failed'
  | 'session_expired'
  | 'session_invalid'
  | 'session_used'
  | 'session_mismatch'
  | 'provider_error'
  | 'popup_blocked'
  | 'frame_blocked'
  | 'unverified_callback'
  | 'unsupported_context'
  | 'ui_unavailable';

/** Whether trying again can help: with a new auth session now, with one later, or not at all. */
export type Retry = 'new_session' | 'later' | 'none';

/** The types that the platform documents. */
export type ProviderErrorType =
  | 'AUTH_SESSION_CANCELLED'
  | 'AUTH_SESSION_INVALID'
  | 'CONSENT_ENDUSER_DENIED'
  | 'CONSENT_ENDUSER_INELIGIBLE'
  | 'CONSENT_OTP_FAILURE'
  | 'CONSENT_TIMEOUT'
  | 'CONSENT_UPSTREAM_PROCESSING_ERROR'
  | 'CONSUMERDATA_PROCESSING_ERROR';

/** What the provider said of a failure, spelled our way. Support asks for `errorId`: never dropped. */
export interface ProviderErrorFields {
  /** One of the documented types, or any other: new ones may appear at any time. */
  // The second half keeps an editor from dropping the first: a plain `string` would swallow it.
  errorType?: ProviderErrorType | (string & Record<never, never>);
  /** The raw `error` value, for example `access_denied`. */
  error?: string;
  /** The provider's id of this very failure, for example `err_<uuid>`. */
  errorId?: string;
  /** The provider's text. Show it as text, never as HTML. */
  errorDescription?: string;
  /** Where the provider documents the failure. */
  errorUri?: string;
}

/** The codes that another session, in another window, may mend. */
const RENEWABLE = /(session|popup|ui)_/;

/** The one error class. `JSON.stringify(error)` gives its name, its message and all of its fields, but not its `cause`. */
export class ConsentError extends Error implements ProviderErrorFields {
  declare readonly code: ConsentErrorCode;
  declare readonly retry: Retry;
  /** What your server answered, where it refused: an HTTP status. */
  declare readonly status?: number;
  declare readonly errorType?: NonNullable<ProviderErrorFields['errorType']>;
  declare readonly error?: string;
  declare readonly errorId?: string;
  declare readonly errorDescription?: string;
  declare readonly errorUri?: string;

  constructor(
    code: ConsentErrorCode,
    message: string,
    {
      retry = RENEWABLE.test(code) ? 'new_session' : 'none',
      fields,
      status,
      ...cause
    }: {
      retry?: Retry | undefined;
      cause?: unknown;
      fields?: ProviderErrorFields;
      status?: number | undefined;
    } = {},
  ) {
    super(message, cause);
    Object.defineProperty(this, 'name', { value: 'ConsentError' });
    this.code = code;
    this.retry = retry;
    Object.assign(this, fields, status && { status });
  }

  /** For `JSON.stringify`: the name and the message of an error are not enumerable. */
  toJSON(): object {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }
}

/**
 * Whether `value` is a {@link ConsentError}. Goes by name and code, so it also holds for errors of another copy of
 * this library or another frame, where `instanceof` does not.
 */
export function isConsentError(value: unknown): value is ConsentError {
  const { name, code } = (value ?? {}) as Partial<ConsentError>;
  return name === 'ConsentError' && code !== undefined;
}
