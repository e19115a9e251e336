import type { SandboxEnding, SandboxStep } from './settings.ts';

/** How a session ended: as its settings said, by its user's Cancel, or by the clock. */
export type SandboxEnd = SandboxEnding | 'cancelled' | 'expired';

export interface FailedEnd {
  /** Where it happens; nothing for what may happen anywhere. */
  readonly at?: SandboxStep | 'opening';
  readonly error: string;
  readonly errorType: string;
  readonly errorDescription: string;
}

/**
 * Every end but success, in the platform's words (`error_type`). Institutions that fail say `server_error`, users that
 * do say `access_denied`: so an integration that goes by `error` alone takes a failed password for a cancel, and shows it.
 */
export const failedEnds: Readonly<Record<Exclude<SandboxEnd, 'success'>, FailedEnd>> = {
  cancelled: {
    error: 'access_denied',
    errorType: 'AUTH_SESSION_CANCELLED',
    errorDescription: 'The end user cancelled the auth session',
  },
  denied: {
    at: 'log_in',
    error: 'access_denied',
    errorType: 'CONSENT_ENDUSER_DENIED',
    errorDescription: 'The end user declined the consent at the institution',
  },
  otp_failure: {
    at: 'otp',
    error: 'access_denied',
    errorType: 'CONSENT_OTP_FAILURE',
    errorDescription: 'The one-time password failed',
  },
  ineligible: {
    at: 'otp',
    error: 'access_denied',
    errorType: 'CONSENT_ENDUSER_INELIGIBLE',
    errorDescription: 'The end user has no eligible account at the institution',
  },
  upstream_failure: {
    at: 'log_in',
    error: 'server_error',
    errorType: 'CONSENT_UPSTREAM_PROCESSING_ERROR',
    errorDescription: 'The institution failed while it processed the consent',
  },
  timeout: {
    at: 'log_in',
    error: 'server_error',
    errorType: 'CONSENT_TIMEOUT',
    errorDescription: 'The institution did not answer in time',
  },
  processing_error: {
    at: 'confirm',
    error: 'server_error',
    errorType: 'CONSUMERDATA_PROCESSING_ERROR',
    errorDescription: 'The platform failed while it processed the consent',
  },
  invalid_session: invalid('The auth session was not found', 'opening'),
  used_session: invalid('The auth session has already been used', 'opening'),
  expired: invalid('The auth session has expired'),
};

/** Where an ending that was asked for takes effect. */
export function endingAt(ending: SandboxEnding): SandboxStep | 'opening' | undefined {
  return ending === 'success' ? 'confirm' : failedEnds[ending].at;
}

function invalid(errorDescription: string, at?: 'opening'): FailedEnd {
  return {
    ...(at && { at }),
    error: 'auth_session_invalid',
    errorType: 'AUTH_SESSION_INVALID',
    errorDescription,
  };
}
