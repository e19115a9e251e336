/// <reference types="node" />
import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { limits } from './safety/limits.ts';

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export type Handler = (request: Request) => Response | Promise<Response>;

const EVERYWHERE = ['0.0.0.0', '::'];

/** @throws Error that names the option and what it takes. */
export function checkAddress({ host, port }: Address): void {
  if (host !== 'localhost' && !isIP(host)) {
    throw new Error(
      'host must be an IP address of this machine (127.0.0.1, or 0.0.0.0 for all) or localhost',
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('port must be a whole number from 0 (any free port) to 65535');
  }
}

/** For a socket on all addresses: the loopback address, where a browser on this machine finds it. */
export function originOf({ host, port }: Address): string {
  return `http://${EVERYWHERE.includes(host) ? '127.0.0.1' : inUrl(host)}:${port}`;
}

/** The `Host` name that belongs to the address, unless it stands for all addresses. */
export function ownName({ host }: Address): string[] {
  return EVERYWHERE.includes(host) ? [] : [inUrl(host)];
}

/** Whether other machines can reach the sandbox. */
export function isOpen(host: string = '127.0.0.1'): boolean {
  return !/^(localhost|::1|127\..*)$/.test(host);
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

export function listen(
  handler: Handler,
  address: Address,
  arrivalMs: number = limits.arrivalMs,
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request) => handler(toStandard(request)),
    // By default the adapter replaces the global Request and Response, which a library must not do.
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: arrivalMs,
      requestTimeout: arrivalMs,
      connectionsCheckingInterval: arrivalMs / 4,
    },
  }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, address)));
    server.listen(address.port, address.host, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound ? bound.port : address.port;
      resolve({ origin: originOf({ host: address.host, port }), close: () => closeServer(server) });
    });
  });
}

/**
 * Makes a real Request. The adapter passes an object that only shares the prototype of Request. `new Request(object)`
 * throws on it unless the adapter replaces the globals, and Hono's body limit makes that call for chunked bodies.
 */
function toStandard({ url, method, headers, body, signal }: Request): Request {
  // The constructor rejects TRACE. No route answers OPTIONS either, so the result is the same 404.
  if (method === 'TRACE') return new Request(url, { method: 'OPTIONS', headers: [...headers], signal });
  const sent = body ? { body, duplex: 'half' } : {};
  return new Request(url, { method, headers: [...headers], signal, ...sent });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Browsers keep connections open; without this a close waits for them.
    server.closeAllConnections();
  });
}

function explain(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  const where = `port ${port} of ${host}`;
  if (error.code === 'EADDRINUSE') {
    return new Error(`Cannot listen: ${where} is taken. Choose another port; 0 picks a free one.`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new Error(`Cannot listen: ${where} is not allowed for this user.`, { cause: error });
  }
  return new Error(`Cannot listen on ${where}: ${error.message}`, { cause: error });
}
