import { ConsentError, type ProviderErrorFields, type Retry } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';
import type { CancelReason, ConsentOutcome } from './outcome.ts';

/** The parsed content of a message or a callback address. */
export type ProviderResult =
  | { status: 'success'; sessionId?: string; consentId?: string; redirectUrl?: string }
  | { status: 'error'; sessionId?: string; fields: ProviderErrorFields };

type Meaning = Extract<CancelReason, 'user_cancelled' | 'denied'> | 'session_invalid' | Retry;

/**
 * The platform's documented types. It may add others at any time: those are failures, and `errorType` holds the name.
 */
const MEANINGS: readonly (readonly [Meaning, ...types: unknown[]])[] = [
  ['user_cancelled', 'AUTH_SESSION_CANCELLED', 'LINK_USER_CANCELLED'],
  ['denied', 'CONSENT_ENDUSER_DENIED', 'ACCESS_DENIED'],
  ['session_invalid', 'AUTH_SESSION_INVALID', 'LINK_INVALID_SESSION'],
  ['new_session', 'CONSENT_OTP_FAILURE', 'CONSENT_ENDUSER_INELIGIBLE', 'CONSENT_TIMEOUT'],
  ['later', 'CONSENT_UPSTREAM_PROCESSING_ERROR', 'CONSUMERDATA_PROCESSING_ERROR'],
];

/**
 * Whether `text` looks like a type or an id of the provider. The provider may send any text in those fields. Only such
 * a word goes into messages and events, because these end up in logs.
 */
export function isWord(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{1,99}$/.test(text);
}

/** Turns the result of the provider into the outcome of its flow. */
export function toOutcome(result: ProviderResult, sessionId: string, mode: LaunchMode): ConsentOutcome {
  const about = { sessionId, mode };
  if (result.status === 'success') return { ...result, ...about };
  const { fields } = result;
  if (!Object.keys(fields).length) return { status: 'cancelled', reason: 'user_cancelled', ...about };
  const type = fields.errorType ?? fields.error?.toUpperCase();
  const meaning = MEANINGS.find(([, ...types]) => types.includes(type))?.[0] ?? 'none';
  const cancelled = meaning === 'user_cancelled' || meaning === 'denied';
  const dead = meaning === 'session_invalid';
  const error = new ConsentError(
    dead ? meaning : 'provider_error',
    `the provider ended the session: ${isWord(type) ? type : 'it gave no type'}`,
    { retry: cancelled || dead ? 'new_session' : meaning, fields },
  );
  return cancelled
    ? { status: 'cancelled', reason: meaning, error, ...about }
    : { status: 'failed', error, ...about };
}
