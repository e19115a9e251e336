/**
 * Names what went wrong. The codes are part of the public API: a change of a code is a major version. Messages are for
 * developers, and may change at any time.
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

/** Whether another try can help: now, with a new auth session (`new_session`), `later`, or not at all (`none`). */
export type Retry = 'new_session' | 'later' | 'none';

/** The error types that the platform documents. */
export type ProviderErrorType =
  | 'AUTH_SESSION_CANCELLED'
  | 'AUTH_SESSION_INVALID'
  | 'CONSENT_ENDUSER_DENIED'
  | 'CONSENT_ENDUSER_INELIGIBLE'
  | 'CONSENT_OTP_FAILURE'
  | 'CONSENT_TIMEOUT'
  | 'CONSENT_UPSTREAM_PROCESSING_ERROR'
  | 'CONSUMERDATA_PROCESSING_ERROR';

/** What the provider reported about a failure, in camelCase. Log `errorId`: the provider's support asks for it. */
export interface ProviderErrorFields {
  /** One of the documented types, or any other string. The provider may add types at any time. */
  // A plain `string` would absorb the union, and editors would no longer suggest the documented types.
  errorType?: ProviderErrorType | (string & Record<never, never>);
  /** The raw `error` value, for example `access_denied`. */
  error?: string;
  /** The provider's id of this one failure, for example `err_<uuid>`. */
  errorId?: string;
  /** The provider's text. Show it as text, never as HTML. */
  errorDescription?: string;
  /** The address of the provider's page about the failure. */
  errorUri?: string;
}

/** The codes for which a new session in a new window may help. */
const RENEWABLE = /(session|popup|ui)_/;

/**
 * The only error class of the browser side. `JSON.stringify(error)` includes the name, the message and all fields, but
 * not the `cause`.
 */
export class ConsentError extends Error implements ProviderErrorFields {
  declare readonly code: ConsentErrorCode;
  declare readonly retry: Retry;
  /** The HTTP status of your server's answer, if it refused the request. */
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

  /** Called by `JSON.stringify`, because the name and the message of an error are not enumerable. */
  toJSON(): object {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }
}

/**
 * Whether `value` is a {@link ConsentError}. It compares name and code. So it also works for an error from another
 * frame or another copy of this library, for which `instanceof` fails.
 */
export function isConsentError(value: unknown): value is ConsentError {
  const { name, code } = (value ?? {}) as Partial<ConsentError>;
  return name === 'ConsentError' && code !== undefined;
}
