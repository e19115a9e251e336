import type { ProviderErrorFields } from '../model/consent-error.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { compact, errorFields, type ReadField, textOf } from './fields.ts';

/** A callback address, read. */
export interface ParsedCallback {
  result: ProviderResult;
  /** The same address without the provider's parameters; every other byte as it was. */
  cleanUrl: string;
}

const OURS: readonly string[] = [
  'session_id',
  'sess_id',
  'consent_id',
  'error',
  'error_type',
  'error_id',
  'error_description',
  'error_uri',
];

/**
 * Reads what the provider put into the query of `redirect_uri` or `cancel_uri` (also the query inside a hash route).
 * Undefined where there is nothing of the provider's: an `error` beside `state`, `code` or `iss`, with no type or id,
 * belongs to another login on the same page. Never throws.
 */
export function parseCallbackUrl(url: string): ParsedCallback | undefined {
  if (typeof url !== 'string') return undefined;
  const parts = split(url);
  const result = readResult(fieldsOf(parts.query, parts.hashQuery));
  return result && { result, cleanUrl: join(parts) };
}

/** The error fields in an address's query; empty where there are none. */
export function errorFieldsOfUrl(url: string): ProviderErrorFields {
  const { query, hashQuery } = split(url);
  return errorFields(fieldsOf(query, hashQuery));
}

interface UrlParts {
  path: string;
  query?: string | undefined;
  hashPath?: string | undefined;
  hashQuery?: string | undefined;
}

function split(url: string): UrlParts {
  const [head, hash] = cut(url, '#');
  const [path, query] = cut(head, '?');
  // The provider has been seen to leave the `#` in its error_uri unescaped: what looks like the hash is its end.
  if (hash && !/^[/!]/.test(hash) && query && /(^|&)error_uri=https?:\/\/[^&]*$/.test(query)) {
    const [end, next] = cut(hash, '#');
    return { path, query: `${query}#${end}`, ...splitHash(next) };
  }
  return { path, query, ...splitHash(hash) };
}

function splitHash(hash: string | undefined): Pick<UrlParts, 'hashPath' | 'hashQuery'> {
  const [hashPath, hashQuery] = hash === undefined ? [] : cut(hash, '?');
  return { hashPath, hashQuery };
}

function cut(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

/** Of a repeated parameter, the last counts. */
function fieldsOf(...queries: (string | undefined)[]): ReadField {
  const fields = new Map<string, string>();
  for (const query of queries) paramsOf(query ?? '').forEach((value, key) => void fields.set(key, value));
  return (name) => fields.get(name);
}

/** Behind an `&`, since a leading `?` would be stripped, though it is part of a name here. */
function paramsOf(query: string): URLSearchParams {
  return new URLSearchParams(`&${query}`);
}

function readResult(read: ReadField): ProviderResult | undefined {
  const sessionId = textOf(read, 'session_id', 'sess_id');
  // In an address only this spelling is the provider's: an `errorType` there is the page's own.
  const fields = errorFields((name) => (OURS.includes(name) ? read(name) : undefined));
  const foreign = !sessionId && ['state', 'code', 'iss'].some((name) => read(name) !== undefined);
  if (fields.errorType || fields.errorId || (fields.error && !foreign)) {
    return { status: 'error', ...compact({ sessionId }), fields };
  }
  if (!sessionId) return undefined;
  return { status: 'success', sessionId, ...compact({ consentId: textOf(read, 'consent_id') }) };
}

function join({ path, query, hashPath, hashQuery }: UrlParts): string {
  const search = rest('?', query);
  const hash = hashPath === undefined ? '' : `#${hashPath}${rest('?', hashQuery)}`;
  return path + search + hash;
}

function rest(mark: string, query: string | undefined): string {
  if (query === undefined) return '';
  const segments = query.split('&');
  const kept = segments.filter((segment) => !OURS.some((name) => paramsOf(segment).has(name)));
  return kept.length ? mark + kept.join('&') : '';
}
