import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ConsentHandler } from '../server/handlers/fetch-request.ts';

/** A listener for Node's `http.createServer(listener)` or Express's `app.post(path, listener)`. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Mounts a handler of `open-consent/server` in Express, Fastify, Koa or plain Node, which have requests of their own
 * kind. The body must be unread: mount it before `express.json()` and other body parsers.
 *
 * @throws TypeError for what is no function.
 */
export function toNodeListener(handler: ConsentHandler): NodeListener {
  if (typeof handler !== 'function') throw new TypeError('toNodeListener takes a handler: a function');
  const options = { overrideGlobalObjects: false };
  return getRequestListener(async (request, { incoming }) => {
    // A body that a parser took would read as an empty one. Marked as used, it is refused with a word on why. Some
    // hosts (Google's functions) parse it and leave the bytes beside it.
    if (incoming.readableDidRead && !('rawBody' in incoming)) await request.text().catch(() => {});
    return handler(request);
  }, options) as NodeListener;
}
