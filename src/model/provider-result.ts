import {
  ConsentError,
  type ConsentErrorCode,
  type ProviderErrorFields,
  type Retry,
} from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';
import type { CancelReason, ConsentOutcome } from './outcome.ts';

/** What a message or a callback address says, once parsed. */
export type ProviderResult =
  | { status: 'success'; sessionId?: string; consentId?: string; redirectUrl?: string }
  | { status: 'error'; sessionId?: string; fields: ProviderErrorFields };

type Meaning = { reason: CancelReason } | { code: ConsentErrorCode; retry: Retry };

const invalid: Meaning = { code: 'session_invalid', retry: 'new_session' };
const tryAgain: Meaning = { code: 'provider_error', retry: 'new_session' };
const tryLater: Meaning = { code: 'provider_error', retry: 'later' };
const unknown: Meaning = { code: 'provider_error', retry: 'none' };
const cancelled: Meaning = { reason: 'user_cancelled' };
const denied: Meaning = { reason: 'denied' };

/** The platform's documented types; new ones are declared non-breaking, so any other is a failure that keeps its name. */
const MEANINGS: ReadonlyMap<string, Meaning> = /* @__PURE__ */ new Map<string, Meaning>([
  ['AUTH_SESSION_CANCELLED', cancelled],
  ['LINK_USER_CANCELLED', cancelled],
  ['CONSENT_ENDUSER_DENIED', denied],
  ['ACCESS_DENIED', denied],
  ['AUTH_SESSION_INVALID', invalid],
  ['LINK_INVALID_SESSION', invalid],
  ['CONSENT_OTP_FAILURE', tryAgain],
  ['CONSENT_ENDUSER_INELIGIBLE', tryAgain],
  ['CONSENT_TIMEOUT', tryAgain],
  ['CONSENT_UPSTREAM_PROCESSING_ERROR', tryLater],
  ['CONSUMERDATA_PROCESSING_ERROR', tryLater],
]);

/** Turns the provider's word into the outcome of the flow it belongs to. */
export function toOutcome(result: ProviderResult, sessionId: string, mode: LaunchMode): ConsentOutcome {
  if (result.status === 'success') return { ...result, sessionId, mode };
  const { fields } = result;
  const type = fields.errorType ?? fields.error?.toUpperCase();
  if (Object.keys(fields).length === 0)
    return { status: 'cancelled', sessionId, reason: 'user_cancelled', mode };
  const meaning = MEANINGS.get(type ?? '') ?? unknown;
  const said = `The provider ended the session: ${type ?? 'it gave no type'}`;
  if ('reason' in meaning) {
    const error = new ConsentError('provider_error', said, { retry: 'new_session', fields });
    return { status: 'cancelled', sessionId, reason: meaning.reason, error, mode };
  }
  const error = new ConsentError(meaning.code, said, { retry: meaning.retry, fields });
  return { status: 'failed', sessionId, error, mode };
}
