import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConsentOutcome } from '../../src/index.ts';
import type { Sandbox } from '../../src/sandbox.ts';
import { type Answer, createMint, type Minted, textOf } from './host-session.ts';

export type { SessionRequest } from './host-session.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOLD_BYTES = 8192;
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.html': 'text/html',
  '.map': 'application/json',
};

/** What a page has to say of itself, for engines whose windows no driver can look into. */
export interface PageEntry {
  /** Its path. */
  page: string;
  /** Which load of which page: random. */
  load: string;
  nth: number;
  /** Milliseconds since 1970, by the machine's clock whatever the page takes `Date` to be. */
  at: number;
  entry: string;
  /** Which flow of that page. */
  flow?: number;
}

export interface HostServer {
  origin: string;
  /** The same server by another name: another site. */
  other: string;
  /** What pages posted to `/report`, for pages that no driver can look into. */
  reports: ConsentOutcome[];
  /** The sessions so far, oldest first. */
  minted: readonly Minted[];
  /** Called with what pages post to `/log`. */
  onEntry(listener: (entry: PageEntry) => void): void;
  /** Called with every other request, and with those that end without a whole answer. */
  onRequest(listener: (text: string) => void): void;
  close(): Promise<void>;
}

/**
 * An integrator's server: the built files at /dist, pages of test/support/pages at /, a session endpoint that mints at
 * the sandbox. Any page takes `?header=Name:value` and answers with that header.
 */
export async function startHost(sandbox: Sandbox): Promise<HostServer> {
  const reports: ConsentOutcome[] = [];
  const listeners: ((entry: PageEntry) => void)[] = [];
  const tell = (entry: PageEntry) => {
    for (const listener of listeners) listener(entry);
  };
  const minted: Minted[] = [];
  const mint = createMint(sandbox, (session) => minted.push(session));
  const requests = new EventEmitter<{ request: [string] }>();
  const serve = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/report')
      return take<ConsentOutcome>(request, response, (outcome) => reports.push(outcome));
    if (request.url === '/log') return take(request, response, tell);
    watchRequest(request, response, (text) => requests.emit('request', text));
    return answer(request, response, mint);
  };
  const server = createServer((request, response) => {
    // A browser that is closed may break off in the middle of what it sends. Then nobody hears this.
    serve(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    other: `http://127.0.0.1:${port}`,
    reports,
    minted,
    onEntry: (listener) => void listeners.push(listener),
    onRequest: (listener) => void requests.on('request', listener),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function watchRequest(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  tell: (text: string) => void,
): void {
  const [path] = url.split('?');
  tell(`${method} ${path}`);
  response.on('close', () => response.writableFinished || tell(`${method} ${path} was not answered`));
}

async function answer(request: IncomingMessage, response: ServerResponse, mint: Answer): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  if (url.pathname === '/session') return mint(request, response, url);
  if (url.searchParams.has('silent')) return;
  // A page of an opaque origin loads its scripts from another origin than its own.
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cache-control', 'no-store');
  for (const header of url.searchParams.getAll('header')) {
    const [name = '', value = ''] = header.split(/:(.*)/s);
    response.setHeader(name, value);
  }
  const folder = /^\/(dist|node_modules)\//.test(url.pathname) ? ROOT : join(ROOT, 'test/support/pages');
  // Below a host page there are its own routes.
  const path = join(folder, normalize(url.pathname.replace(/^(\/matrix\/host)\/.*/, '$1')));
  const file = extname(path) ? path : `${path}.html`;
  const body = await readFile(file).catch(() => undefined);
  if (!body) return void response.writeHead(404).end('not found');
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
  // Sent, but never ended: the page goes on loading. Engines wait for some text before they look at any.
  if (url.searchParams.has('hold')) response.write(body + ' '.repeat(HOLD_BYTES));
  else response.end(body);
}

async function take<T>(
  request: IncomingMessage,
  response: ServerResponse,
  receive: (value: T) => void,
): Promise<void> {
  receive(JSON.parse(await textOf(request)));
  response.end();
}
