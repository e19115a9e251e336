import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ConsentHandler } from '../server/handlers/fetch-request.ts';

/** A listener for Node's `http.createServer(listener)` or Express's `app.post(path, listener)`. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Adapts a handler of `open-consent/server` to Express, Fastify, Koa and plain Node, which do not use the Fetch API's
 * `Request`. Mount it before `express.json()` and other body parsers, because it needs the unread body.
 *
 * @throws TypeError if `handler` is not a function.
 */
export function toNodeListener(handler: ConsentHandler): NodeListener {
  if (typeof handler !== 'function') throw new TypeError('toNodeListener takes a handler: a function');
  const options = { overrideGlobalObjects: false };
  return getRequestListener(async (request, { incoming }) => {
    // After a body parser the body would look empty. Reading it here marks it as used, so the handler refuses it with a
    // clear error. Some hosts (Google Cloud Functions) parse the body, but keep the bytes in `rawBody`.
    if (incoming.readableDidRead && !('rawBody' in incoming)) await request.text().catch(() => {});
    return handler(request);
  }, options) as NodeListener;
}
