import { ConsentServerError } from './consent-server-error.ts';
import { fieldsOf } from './json.ts';
import type { PlatformAnswer, PlatformCall } from './platform-client.ts';

/** A request for a list. */
export interface ListCall {
  route: string;
  /** The field that holds the list since v3. */
  name: string;
  query: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the items of all pages. Since v3 a list may have pages, each with the address of the next one in `links.next`.
 * Only the query of that address is used, so that an answer cannot send the token to another host.
 *
 * @throws ConsentServerError `bad_response`
 */
export async function readPages(
  { route, name, query }: ListCall,
  send: (call: PlatformCall) => Promise<PlatformAnswer>,
): Promise<Record<string, unknown>[]> {
  const what = `GET ${route}`;
  const items: Record<string, unknown>[] = [];
  const read = new Set<string>();
  for (let next: string | undefined = ''; next !== undefined; ) {
    if (read.has(next)) throw badResponse(what, 'links.next leads to a page already read');
    read.add(next);
    const page = { ...Object.fromEntries(new URLSearchParams(next)), ...query };
    const { json } = await send({ method: 'GET', route, query: page, repeatable: true });
    items.push(...readItems(json, name, what));
    next = readNext(json);
  }
  return items;
}

/** In v1 and v2 the list is the whole answer. Since v3 it is a field of an object: `{ consents: [], links: {} }`. */
function readItems(json: unknown, name: string, what: string): Record<string, unknown>[] {
  const list = Array.isArray(json) ? json : fieldsOf(json)[name];
  if (Array.isArray(list) && list.every(isObject)) return list;
  throw badResponse(what, `neither an array of objects nor one under "${name}"`);
}

/** Reads the query of the next page. `links.next` is an address or a path. */
function readNext(json: unknown): string | undefined {
  const { next } = fieldsOf(fieldsOf(json)['links']);
  if (typeof next !== 'string' || !next) return undefined;
  return next.split('#', 1)[0]?.split('?').slice(1).join('?');
}

export function badResponse(what: string, why: string): ConsentServerError {
  return new ConsentServerError('bad_response', `${what} got an invalid answer: ${why}`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
