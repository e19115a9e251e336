import { failedEnds, type SandboxEnd } from './endings.ts';
import type { SandboxSession } from './session.ts';
import type { SandboxSettings } from './settings.ts';

interface ResultError {
  readonly error: string;
  readonly errorType: string;
  readonly errorDescription: string;
  readonly errorId: string;
  readonly errorUri: string;
}

/** What the last page has to tell, and the callback address that would tell it too. */
export type SessionResult =
  | {
      readonly status: 'success';
      readonly sessionId: string;
      readonly consentId: string;
      readonly callback?: string;
    }
  | {
      readonly status: 'failed';
      /** Missing where nobody knows the session. */
      readonly sessionId?: string;
      readonly error: ResultError;
      readonly callback?: string;
    };

export function successResult(session: SandboxSession, consentId: string): SessionResult {
  const { sessionId, redirectUri, settings } = session;
  const callback = redirectUri && appendQuery(redirectUri, successQuery(sessionId), settings);
  return { status: 'success', sessionId, consentId, ...(callback && { callback }) };
}

/** A failure or a cancel on the way: it goes to `cancel_uri`, which is told no session id. */
export function failedResult(session: SandboxSession, end: Exclude<SandboxEnd, 'success'>): SessionResult {
  const error = createError(end);
  const { sessionId, cancelUri, settings } = session;
  const callback = cancelUri && appendQuery(cancelUri, errorQuery(error), settings);
  return { status: 'failed', sessionId, error, ...(callback && { callback }) };
}

/** A session that cannot be opened: posted only, never redirected. */
export function refusedResult(
  end: 'expired' | 'invalid_session' | 'used_session',
  sessionId?: string,
): SessionResult {
  return { status: 'failed', error: createError(end), ...(sessionId && { sessionId }) };
}

export function resultQuery(result: SessionResult): string {
  return result.status === 'success' ? successQuery(result.sessionId) : errorQuery(result.error);
}

/** Adds to the query of a raw address and leaves every other byte of it, its hash included. */
export function appendQuery(
  address: string,
  query: string,
  settings?: Pick<SandboxSettings, 'callbackQuery'>,
): string {
  const hashAt = address.includes('#') ? address.indexOf('#') : address.length;
  const base = address.slice(0, hashAt);
  const joint = settings?.callbackQuery === 'glued' ? '?' : jointAfter(base);
  return base + joint + query + address.slice(hashAt);
}

function jointAfter(base: string): string {
  if (!base.includes('?')) return '?';
  return /[?&]$/.test(base) ? '' : '&';
}

function successQuery(sessionId: string): string {
  return `session_id=${encodeURIComponent(sessionId)}`;
}

function errorQuery(error: ResultError): string {
  return new URLSearchParams({
    error: error.error,
    error_type: error.errorType,
    error_description: error.errorDescription,
    error_id: error.errorId,
    error_uri: error.errorUri,
  }).toString();
}

function createError(end: Exclude<SandboxEnd, 'success'>): ResultError {
  const { error, errorType, errorDescription } = failedEnds[end];
  return {
    error,
    errorType,
    errorDescription,
    errorId: `err_${crypto.randomUUID()}`,
    errorUri: `https://docs.fiskil.com/errors#${errorType}`,
  };
}
