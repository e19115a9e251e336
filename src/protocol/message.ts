import type { ProviderErrorFields } from '../model/consent-error.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { errorFieldsOfUrl } from './callback-url.ts';
import { compact, errorFields, type ReadField, stringOf, textOf } from './fields.ts';

/**
 * Reads what the hosted page posts to its embedder, in either dialect: flat (`{ isCompleted, consentID, ... }`) or
 * typed (`{ type: 'consent_complete' }`). Undefined for everything else, whatever it is; never throws.
 */
export function parseMessage(data: unknown): ProviderResult | undefined {
  try {
    return typeof data === 'object' && data && !Array.isArray(data) ? readMessage(data) : undefined;
  } catch {
    return undefined; // a getter or a proxy of somebody's threw
  }
}

function readMessage(data: object): ProviderResult | undefined {
  const read: ReadField = (name) => (data as Record<string, unknown>)[name];
  const complete = saysComplete(read);
  if (complete === undefined) return undefined;
  // Never cut short: an error at its end would be lost.
  const redirect = readRedirect(stringOf(read, 'redirectURL', 'redirectUrl', 'redirect_url'));
  const fields = { ...redirect.fields, ...errorFields(read) };
  const sessionId = textOf(read, 'sessionID', 'sessionId', 'session_id');
  if (!complete || fields.error || fields.errorType || fields.errorId)
    return { status: 'error', ...compact({ sessionId }), fields };
  // Named arrangementID before 2025-09.
  const consentId = textOf(read, 'consentID', 'consentId', 'consent_id', 'arrangementID', 'arrangement_id');
  return { status: 'success', ...compact({ sessionId, consentId, redirectUrl: redirect.url }) };
}

/** What it says; undefined where it says nothing of ours. A message with an unknown `type` is ignored whole. */
function saysComplete(read: ReadField): boolean | undefined {
  const type = read('type');
  if (type === 'consent_complete') return true;
  if (type === 'consent_error') return false;
  if (type !== undefined) return undefined;
  const completed = read('isCompleted');
  if (typeof completed === 'boolean') return completed;
  return textOf(read, 'error') ? false : undefined;
}

interface Redirect {
  url?: string;
  fields: ProviderErrorFields;
}

/**
 * The redirect address may be relative, or wholly percent-encoded (once); a failure may hide in its query. Only an
 * absolute http(s) one is passed on.
 */
function readRedirect(raw: string | undefined): Redirect {
  if (!raw) return { fields: {} };
  // A query in clear is read as it is: decoding it would take its values for parameters.
  const clear = raw.includes('?') ? raw : decode(raw);
  const fields = errorFieldsOfUrl(clear);
  const url = absolute(raw) ?? absolute(clear);
  return url ? { url, fields } : { fields };
}

/** Unlike `decodeURIComponent`, takes what is no UTF-8 as it comes: an error beside it must not go unread. */
function decode(text: string): string {
  return new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? text;
}

function absolute(text: string): string | undefined {
  try {
    const { href, protocol } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}
