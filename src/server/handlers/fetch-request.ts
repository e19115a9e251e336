import { ConsentServerError } from '../consent-server-error.ts';
import { fieldsOf } from '../json.ts';

/**
 * A handler for any framework based on the Fetch API's `Request` and `Response`. It never rejects. For Express,
 * Fastify, Koa and plain Node see `toNodeListener()` in `open-consent/server/node`.
 */
export type ConsentHandler = (request: Request) => Promise<Response>;

/**
 * Checks the shape, because `instanceof` fails for a `Request` of another realm or of a polyfill.
 *
 * @throws ConsentServerError `invalid_option`. The message says what to do with a request of Node or Express.
 */
export function checkRequest(request: unknown): void {
  const { url, method, headers, clone } = fieldsOf(request);
  const { get } = fieldsOf(headers);
  if ([url, method].every(isString) && [get, clone].every(isFunction)) return;
  throw new ConsentServerError(
    'invalid_option',
    'the handler takes a Request of the fetch API. In Express, Fastify, Koa and plain Node, mount ' +
      'toNodeListener(handler) from open-consent/server/node',
  );
}

/** @throws ConsentServerError `body_used` */
export function checkUnread({ bodyUsed }: Request): void {
  if (!bodyUsed) return;
  throw new ConsentServerError(
    'body_used',
    'the request body was already read. Mount this handler before express.json() and other body parsers',
  );
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
