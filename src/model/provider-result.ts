import { ConsentError, type ProviderErrorFields, type Retry } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';
import type { CancelReason, ConsentOutcome } from './outcome.ts';

/** What a message or a callback address says, once parsed. */
export type ProviderResult =
  | { status: 'success'; sessionId?: string; consentId?: string; redirectUrl?: string }
  | { status: 'error'; sessionId?: string; fields: ProviderErrorFields };

type Meaning = Extract<CancelReason, 'user_cancelled' | 'denied'> | 'session_invalid' | Retry;

/** The platform's documented types; new ones are declared non-breaking, so any other is a failure that keeps its name. */
const MEANINGS: readonly (readonly [Meaning, ...types: unknown[]])[] = [
  ['user_cancelled', 'AUTH_SESSION_CANCELLED', 'LINK_USER_CANCELLED'],
  ['denied', 'CONSENT_ENDUSER_DENIED', 'ACCESS_DENIED'],
  ['session_invalid', 'AUTH_SESSION_INVALID', 'LINK_INVALID_SESSION'],
  ['new_session', 'CONSENT_OTP_FAILURE', 'CONSENT_ENDUSER_INELIGIBLE', 'CONSENT_TIMEOUT'],
  ['later', 'CONSENT_UPSTREAM_PROCESSING_ERROR', 'CONSUMERDATA_PROCESSING_ERROR'],
];

/** Turns the provider's word into the outcome of the flow it belongs to. */
export function toOutcome(result: ProviderResult, sessionId: string, mode: LaunchMode): ConsentOutcome {
  const about = { sessionId, mode };
  if (result.status === 'success') return { ...result, ...about };
  const { fields } = result;
  if (!Object.keys(fields).length) return { status: 'cancelled', reason: 'user_cancelled', ...about };
  const type = fields.errorType ?? fields.error?.toUpperCase();
  const meaning = MEANINGS.find(([, ...types]) => types.includes(type))?.[0] ?? 'none';
  const says = `the provider ended the session: ${type ?? 'it gave no type'}`;
  if (meaning === 'session_invalid')
    return { status: 'failed', error: new ConsentError(meaning, says, { fields }), ...about };
  if (meaning === 'user_cancelled' || meaning === 'denied') {
    const error = new ConsentError('provider_error', says, { retry: 'new_session', fields });
    return { status: 'cancelled', reason: meaning, error, ...about };
  }
  return {
    status: 'failed',
    error: new ConsentError('provider_error', says, { retry: meaning, fields }),
    ...about,
  };
}
