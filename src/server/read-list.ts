import { ConsentServerError } from './consent-server-error.ts';
import { fieldsOf } from './json.ts';

/**
 * The items of a list: bare in v1 and v2, in an object under its name (`{ consents: [], links: {} }`) since v3.
 *
 * @throws ConsentServerError `bad_response`
 */
export function readList(json: unknown, name: string, what: string): Record<string, unknown>[] {
  const list = Array.isArray(json) ? json : fieldsOf(json)[name];
  if (Array.isArray(list) && list.every(isObject)) return list;
  throw badResponse(what, `neither an array of objects nor one under "${name}"`);
}

export function badResponse(what: string, why: string): ConsentServerError {
  return new ConsentServerError('bad_response', `${what} answered out of shape: ${why}`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
