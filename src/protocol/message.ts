import type { ProviderErrorFields } from '../model/consent-error.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { errorFieldsOfUrl } from './callback-url.ts';
import { compact, errorFields, type ReadField, textOf } from './fields.ts';

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
  const redirect = readRedirect(textOf(read, 'redirectURL', 'redirectUrl', 'redirect_url'));
  const fields = { ...redirect.fields, ...errorFields(read) };
  const sessionId = textOf(read, 'sessionID', 'sessionId', 'session_id');
  if (!complete || fields.error || fields.errorType)
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
  const decoded = decode(raw);
  const fields = { ...errorFieldsOfUrl(decoded), ...errorFieldsOfUrl(raw) };
  const url = absolute(raw) ?? absolute(decoded);
  return url ? { url, fields } : { fields };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function absolute(text: string): string | undefined {
  try {
    const { href, protocol } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}
