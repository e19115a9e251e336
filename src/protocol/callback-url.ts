import type { ProviderErrorFields } from '../model/consent-error.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { anySpelling, ERROR_NAMES, errorFields, pick, type ReadText } from './fields.ts';

/** What a callback address says, and of which flow. */
export interface Callback {
  /** The flow that the address names (`consent_flow`); undefined for flows without a name. */
  flowId?: string;
  result: ProviderResult;
}

/** A callback address, read. */
export interface ParsedCallback extends Callback {
  /** The same address without the provider's parameters and ours; every other byte as it was. */
  cleanUrl: string;
}

/** The query parameter of `redirect_uri` and `cancel_uri` that carries the flow id home. */
const FLOW_ID = 'consent_flow';
const SESSION_ID = 'session_id sess_id';
const CONSENT_ID = 'consent_id';
const NAMES: readonly string[] = [FLOW_ID, ...SESSION_ID.split(' '), CONSENT_ID, ...ERROR_NAMES];

/**
 * Path, query, path and query of a hash route. The provider has been seen to leave the `#` in its error_uri unescaped:
 * what looks like the hash is then the end of the query.
 */
const PARTS =
  /^([^?#]*)(?:\?((?:[^#]*&)?error_uri=https?:\/\/[^&#]*#(?![/!])[^#]+|[^#]*))?(?:#([^?]*)(?:\?(.*))?)?$/s;

/** A provider that does not look for a query glues its own on with a second `?`. An address as a value is none. */
const GLUED = new RegExp(`((?:^|&)[^&/?]+)\\?(?=(?:${NAMES.join('|')})=)`, 'g');

/**
 * Reads what the provider put into the query of `redirect_uri` or `cancel_uri` (also the query inside a hash route).
 * Undefined where there is nothing of the provider's: an `error` beside `state`, `code` or `iss`, with no type, id or
 * flow, belongs to another login on the same page. Never throws.
 */
export function parseCallbackUrl(url: string): ParsedCallback | undefined {
  const callback = typeof url === 'string' ? readCallback(url) : undefined;
  return callback && { ...callback, cleanUrl: cleanCallbackUrl(url) };
}

/** {@link parseCallbackUrl} without the clean address. */
export function readCallback(url: string): Callback | undefined {
  // Most pages: where nothing is assigned, nothing is said.
  if (!url.includes('=')) return undefined;
  const params = paramsOf(url);
  const read = reader(params);
  const flowId = read(FLOW_ID);
  const session = pick(read, SESSION_ID);
  const fields = errorFields(read);
  const known = flowId || session['sessionId'];
  const foreign = !known && ['state', 'code', 'iss'].some((name) => params.has(name));
  const flow = flowId ? { flowId } : {};
  if (fields.errorType || fields.errorId || (fields.error && !foreign))
    return { ...flow, result: { status: 'error', ...session, fields } };
  return session['sessionId']
    ? { ...flow, result: { status: 'success', ...session, ...pick(read, CONSENT_ID) } }
    : undefined;
}

/** The error fields in an address's query, in any spelling; empty where there are none. */
export function errorFieldsOfUrl(url: string): ProviderErrorFields {
  return errorFields(anySpelling(reader(paramsOf(url))));
}

/** The address without the provider's parameters and ours; every other byte as it was. */
export function cleanCallbackUrl(url: string): string {
  const [, path, query, route, routeQuery] = partsOf(url);
  return path + clean(query) + (route === undefined ? '' : `#${route}${clean(routeQuery)}`);
}

/** Behind an `&`, since a leading `?` would be stripped, though it is part of a name here. */
function paramsOf(url: string): URLSearchParams {
  const [, , query = '', , routeQuery = ''] = partsOf(url);
  return new URLSearchParams(`&${unglue(query)}&${unglue(routeQuery)}`);
}

function unglue(query: string): string {
  return query.replace(GLUED, '$1&');
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
  const kept = unglue(query)
    .split('&')
    .filter((segment) => {
      const [name] = new URLSearchParams(`&${segment}`).keys();
      return !NAMES.includes(name as string);
    });
  return kept.length ? `?${kept.join('&')}` : '';
}
