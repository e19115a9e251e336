import type { ProviderErrorFields } from '../model/consent-error.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { anySpelling, ERROR_NAMES, errorFields, pick, type ReadText } from './fields.ts';

/** The content of a callback address, and the flow that it names. */
export interface Callback {
  /** The flow id in the address (`consent_flow`). Undefined for an unnamed flow. */
  flowId?: string;
  result: ProviderResult;
}

/** A parsed callback address. */
export interface ParsedCallback extends Callback {
  /** The same address without the provider's parameters and ours. Every other byte is unchanged. */
  cleanUrl: string;
}

/** The query parameter of `redirect_uri` and `cancel_uri` that holds the flow id. */
const FLOW_ID = 'consent_flow';
const SESSION_ID = 'session_id sess_id';
const CONSENT_ID = 'consent_id';
const NAMES: readonly string[] = [FLOW_ID, ...SESSION_ID.split(' '), CONSENT_ID, ...ERROR_NAMES];

/**
 * The path, the query, the hash route's path and the hash route's query. The provider sometimes leaves the `#` in its
 * error_uri unescaped. Then what looks like the hash is the end of the query.
 */
const PARTS =
  /^([^?#]*)(?:\?((?:[^#]*&)?error_uri=https?:\/\/[^&#]*#(?![/!])[^#]+|[^#]*))?(?:#([^?]*)(?:\?(.*))?)?$/s;

/**
 * Some providers append their query with a second `?`, even if the address already has a query. A `?` inside a value
 * that is itself an address does not match.
 */
const GLUED = new RegExp(`((?:^|&)[^&/?]+)\\?(?=(?:${NAMES.join('|')})=)`, 'g');

/**
 * Reads the parameters that the provider has added to the query of `redirect_uri` or `cancel_uri`, or to the query
 * inside a hash route. Returns undefined if there are none. An `error` together with `state`, `code` or `iss`, but
 * without an error type, an error id, a session id or a flow id, belongs to another login on the same page. Never
 * throws.
 */
export function parseCallbackUrl(url: string): ParsedCallback | undefined {
  const callback = typeof url === 'string' ? readCallback(url) : undefined;
  return callback && { ...callback, cleanUrl: cleanCallbackUrl(url) };
}

/** Like {@link parseCallbackUrl}, but without the clean address. */
export function readCallback(url: string): Callback | undefined {
  // The quick way out for most pages: without a `=` there are no parameters.
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

/** The error fields in the query of an address, in any spelling. Empty if there are none. */
export function errorFieldsOfUrl(url: string): ProviderErrorFields {
  return errorFields(anySpelling(reader(paramsOf(url))));
}

/** The address without the provider's parameters and ours. Every other byte is unchanged. */
export function cleanCallbackUrl(url: string): string {
  const [, path, query, route, routeQuery] = partsOf(url);
  return path + clean(query) + (route === undefined ? '' : `#${route}${clean(routeQuery)}`);
}

/** The text starts with `&`, because URLSearchParams drops a leading `?`, which is part of a name here. */
function paramsOf(url: string): URLSearchParams {
  const [, , query = '', , routeQuery = ''] = partsOf(url);
  return new URLSearchParams(`&${unglue(query)}&${unglue(routeQuery)}`);
}

function unglue(query: string): string {
  return query.replace(GLUED, '$1&');
}

/** Every text matches PARTS. */
function partsOf(url: string): [url: string, path: string, query?: string, route?: string, query?: string] {
  return PARTS.exec(url) as unknown as ReturnType<typeof partsOf>;
}

/** If a parameter is repeated, the last one counts. */
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
