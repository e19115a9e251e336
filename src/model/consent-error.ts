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

/** What the provider said of a failure, spelled our way. Support asks for `errorId`: never dropped. */
export interface ProviderErrorFields {
  /** The provider's type, for example `CONSENT_OTP_FAILURE`. New ones may appear at any time. */
  errorType?: string;
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

/** The one error class. Its fields are own and enumerable, so `JSON.stringify` keeps them; `cause` is not. */
export class ConsentError extends Error implements ProviderErrorFields {
  declare readonly code: ConsentErrorCode;
  declare readonly retry: Retry;
  declare readonly errorType?: string;
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
      ...cause
    }: { retry?: Retry; cause?: unknown; fields?: ProviderErrorFields } = {},
  ) {
    super(message, cause);
    Object.defineProperty(this, 'name', { value: 'ConsentError' });
    this.code = code;
    this.retry = retry;
    Object.assign(this, fields);
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
