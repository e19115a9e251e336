import type { ProviderResult } from '../model/provider-result.ts';
import { errorFieldsOfUrl } from './callback-url.ts';
import { anySpelling, errorFields, pick, type ReadText } from './fields.ts';

/** No server takes a longer address. Reading one of many megabytes would stall the page. */
const MAX_ADDRESS = 8000;

/**
 * Reads a message that the provider's page posts to the page that opened it. There are two forms: flat
 * (`{ isCompleted, consentID, ... }`) and typed (`{ type: 'consent_complete' }`). Returns undefined for anything else.
 * Never throws.
 */
export function parseMessage(data: unknown): ProviderResult | undefined {
  try {
    const isRecord = typeof data === 'object' && data && !Array.isArray(data);
    return isRecord ? readMessage(data as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // a getter or a proxy threw
  }
}

function readMessage(data: Record<string, unknown>): ProviderResult | undefined {
  const read = anySpelling((name) => data[name]);
  const complete = saysComplete(data, read);
  if (complete === undefined) return undefined;
  const whole = read('redirect_url');
  const redirect = whole?.slice(0, MAX_ADDRESS);
  // A query that is not encoded is read unchanged: decoding could turn its values into parameters.
  const clear = redirect?.includes('?') ? redirect : decode(redirect);
  const fields = { ...(clear && errorFieldsOfUrl(clear)), ...errorFields(read) };
  const session = pick(read, 'session_id');
  if (!complete || fields.error || fields.errorType || fields.errorId)
    return { status: 'error', ...session, fields };
  // Named arrangementID before 2025-09.
  const consent = pick(read, 'consent_id arrangement_id');
  const redirectUrl = redirect === whole && [redirect, clear].map(absolute).find(Boolean);
  return { status: 'success', ...session, ...consent, ...(redirectUrl && { redirectUrl }) };
}

/** Whether the message reports success. Undefined if it is not the provider's, for example if its `type` is unknown. */
function saysComplete({ type, isCompleted }: Record<string, unknown>, read: ReadText): boolean | undefined {
  if (type !== undefined)
    return type === 'consent_complete' || (type === 'consent_error' ? false : undefined);
  if (typeof isCompleted === 'boolean') return isCompleted;
  return read('error') ? false : undefined;
}

/** Unlike `decodeURIComponent`, does not throw on invalid UTF-8, so that an error in the same message is still read. */
function decode(text: string | undefined): string | undefined {
  return text && (new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') as string);
}

/** The address, if it is an absolute http(s) address. */
function absolute(text = ''): string | false {
  return URL.canParse(text) && /^https?:/.test(new URL(text).protocol) && new URL(text).href;
}
