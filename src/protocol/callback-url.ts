import type { ProviderErrorFields } from '../model/consent-error.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { anySpelling, ERROR_NAMES, errorFields, pick, type ReadText } from './fields.ts';

/** A callback address, read. */
export interface ParsedCallback {
  result: ProviderResult;
  /** The same address without the provider's parameters; every other byte as it was. */
  cleanUrl: string;
}

const SESSION_ID = 'session_id sess_id';
const CONSENT_ID = 'consent_id';

/**
 * Path, query, path and query of a hash route. The provider has been seen to leave the `#` in its error_uri unescaped:
 * what looks like the hash is then the end of the query.
 */
const PARTS =
  /^([^?#]*)(?:\?((?:[^#]*&)?error_uri=https?:\/\/[^&#]*#(?![/!])[^#]+|[^#]*))?(?:#([^?]*)(?:\?(.*))?)?$/s;

/**
 * Reads what the provider put into the query of `redirect_uri` or `cancel_uri` (also the query inside a hash route).
 * Undefined where there is nothing of the provider's: an `error` beside `state`, `code` or `iss`, with no type or id,
 * belongs to another login on the same page. Never throws.
 */
export function parseCallbackUrl(url: string): ParsedCallback | undefined {
  const result = typeof url === 'string' ? readCallback(url) : undefined;
  return result && { result, cleanUrl: cleanCallbackUrl(url) };
}

export function readCallback(url: string): ProviderResult | undefined {
  // Most pages: where nothing is assigned, nothing is said.
  if (!url.includes('=')) return undefined;
  const params = paramsOf(url);
  const read = reader(params);
  const session = pick(read, SESSION_ID);
  const fields = errorFields(read);
  const foreign = !session['sessionId'] && ['state', 'code', 'iss'].some((name) => params.has(name));
  if (fields.errorType || fields.errorId || (fields.error && !foreign))
    return { status: 'error', ...session, fields };
  return session['sessionId'] ? { status: 'success', ...session, ...pick(read, CONSENT_ID) } : undefined;
}

/** The error fields in an address's query, in any spelling; empty where there are none. */
export function errorFieldsOfUrl(url: string): ProviderErrorFields {
  return errorFields(anySpelling(reader(paramsOf(url))));
}

/** The address without the provider's parameters; every other byte as it was. */
export function cleanCallbackUrl(url: string): string {
  const [, path, query, route, routeQuery] = partsOf(url);
  return path + clean(query) + (route === undefined ? '' : `#${route}${clean(routeQuery)}`);
}

/** Behind an `&`, since a leading `?` would be stripped, though it is part of a name here. */
function paramsOf(url: string): URLSearchParams {
  const [, , query, , routeQuery] = partsOf(url);
  return new URLSearchParams(`&${[query, routeQuery].join('&')}`);
}

/** No text is without these parts. */
function partsOf(url: string): [url: string, path: string, query?: string, route?: string, query?: string] {
  return PARTS.exec(url) as unknown as ReturnType<typeof partsOf>;
}

/** Of a repeated parameter, the last counts. */
function reader(params: URLSearchParams): ReadText {
  return (name) => params.getAll(name).at(-1);
}

function clean(query: string | undefined): string {
  if (query === undefined) return '';
  const ours = `${SESSION_ID} ${CONSENT_ID} ${ERROR_NAMES.join(' ')}`.split(' ');
  const kept = query.split('&').filter((segment) => {
    const [name] = new URLSearchParams(`&${segment}`).keys();
    return !ours.includes(name as string);
  });
  return kept.length ? `?${kept.join('&')}` : '';
}
