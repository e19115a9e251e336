import { appendQuery, resultQuery, type SessionResult } from './result.ts';
import type { SandboxMessageForm, SandboxSettings } from './settings.ts';

type Message = Readonly<Record<string, unknown>>;
type Success = Extract<SessionResult, { status: 'success' }>;
type Failed = Extract<SessionResult, { status: 'failed' }>;

/** What the last page posts. No dialect has any message before it: none is documented. */
export function resultMessage(
  result: SessionResult,
  { dialect, messageForm }: Pick<SandboxSettings, 'dialect' | 'messageForm'>,
  origin: string,
): Message {
  if (dialect === 'typed') return typedMessage(result);
  const address = result.callback ?? appendQuery(`${origin}/`, resultQuery(result));
  return result.status === 'success'
    ? flatSuccess(result, messageForm, address)
    : flatFailure(result, messageForm, address);
}

function flatSuccess(result: Success, form: SandboxMessageForm, address: string): Message {
  if (form === 'bare') return { isCompleted: true };
  const idName = form === 'arrangement_id' ? 'arrangementID' : 'consentID';
  const redirectURL = writeAddress(form, address) ?? result.callback;
  return { isCompleted: true, [idName]: result.consentId, ...(redirectURL && { redirectURL }) };
}

function flatFailure({ error }: Failed, form: SandboxMessageForm, address: string): Message {
  if (form === 'bare') return { isCompleted: false };
  if (form === 'bare_error') return { error: error.error };
  const redirectURL = form === 'error_in_redirect_url' ? address : writeAddress(form, address);
  if (redirectURL) return { isCompleted: true, redirectURL };
  return {
    isCompleted: false,
    error: error.error,
    errorID: error.errorId,
    errorType: error.errorType,
    errorDescription: error.errorDescription,
    errorURI: error.errorUri,
  };
}

/** The address in the writing a form is named after; undefined for the forms that leave it alone. */
function writeAddress(form: SandboxMessageForm, address: string): string | undefined {
  if (form === 'encoded_redirect_url') return encodeURIComponent(address);
  if (form === 'relative_redirect_url') return address.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  return undefined;
}

function typedMessage(result: SessionResult): Message {
  if (result.status === 'success') {
    const { sessionId, consentId, callback } = result;
    const ids = { session_id: sessionId, consent_id: consentId };
    return { type: 'consent_complete', ...ids, ...(callback && { redirect_url: callback }) };
  }
  const { error, sessionId } = result;
  return {
    type: 'consent_error',
    ...(sessionId && { session_id: sessionId }),
    error: error.error,
    error_type: error.errorType,
    error_description: error.errorDescription,
    error_id: error.errorId,
    error_uri: error.errorUri,
  };
}
