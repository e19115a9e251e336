/// <reference types="node" />
import { createAdaptorServer } from '@hono/node-server';

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

type Handler = (request: Request) => Response | Promise<Response>;

/** Loopback only: what a sandbox serves is nobody's business but this machine's. */
const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/;

/** @throws Error that names the option and what it takes. */
export function checkAddress({ host, port }: Address): void {
  if (!LOOPBACK.test(host)) throw new Error('host must be a loopback address: 127.0.0.1, ::1 or localhost');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('port must be a whole number from 0 (any free port) to 65535');
  }
}

export function originOf({ host, port }: Address): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function listen(handler: Handler, address: Address): Promise<Listening> {
  // A library does not replace the host program's Request and Response, as the adapter would by default.
  const server = createAdaptorServer({ fetch: handler, overrideGlobalObjects: false });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, address)));
    server.listen(address.port, address.host, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound ? bound.port : address.port;
      resolve({ origin: originOf({ host: address.host, port }), close: () => closeServer(server) });
    });
  });
}

function closeServer(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Browsers keep connections open; without this a close waits for them.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

function explain(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  const where = `port ${port} of ${host}`;
  if (error.code === 'EADDRINUSE') {
    return new Error(`Cannot listen: ${where} is taken. Choose another port; 0 takes any free one.`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new Error(`Cannot listen: ${where} is not allowed to this user.`, { cause: error });
  }
  return new Error(`Cannot listen on ${where}: ${error.message}`, { cause: error });
}
