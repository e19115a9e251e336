import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { callbackPage, elementsPage, hostPage, page } from './contestants.ts';
import { answerSocket } from './nango-socket.ts';
import { PEERS_FOLDER } from './peers.ts';

export interface Site {
  /** The host page's origin. */
  host: string;
  /** The provider's origin: another site, so another process, as in the field. */
  provider: string;
  /** A third one, that has nothing to do with either. */
  stranger: string;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Both sides on loopback; every answer is made anew, and nothing is cached. */
export async function startSite(): Promise<Site> {
  const host = createServer((request, response) => void answerHost(request, response));
  const provider = createServer(answerProvider).on('upgrade', answerSocket);
  await Promise.all([listen(host), listen(provider)]);
  return {
    host: `http://localhost:${portOf(host)}`,
    provider: `http://127.0.0.1:${portOf(provider)}`,
    stranger: `http://127.0.0.2:${portOf(host)}`,
    close: async () => void (await Promise.all([end(host), end(provider)])),
  };
}

async function answerHost(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const isolated = searchParams.has('isolated');
  const headers = isolated && {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  const body = await bodyOf(pathname).catch(() => undefined);
  response.writeHead(body === undefined ? 404 : 200, {
    'content-type': TYPES[extname(pathname)] ?? 'text/html',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}

async function bodyOf(pathname: string): Promise<string | Buffer> {
  const [, kind = '', name = ''] = pathname.split('/');
  if (kind === 'host') return hostPage(name);
  if (kind === 'callback') return callbackPage(name);
  if (kind === 'blank') return page('', '');
  if (kind === 'elements') return elementsPage(100);
  if (kind === 'dist') return readFile(new URL(`../../dist/${name}`, import.meta.url));
  if (kind === 'peers') return readFile(`${PEERS_FOLDER}/${name}`);
  return readFile(new URL(`pages/${kind}`, import.meta.url));
}

/** `/authorize` goes straight home, as each protocol has it; every other page stays, and says nothing; `/coop` severs. */
function answerProvider(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname === '/authorize')
    return void response.writeHead(302, { location: homeOf(searchParams) }).end();
  response.writeHead(200, {
    'content-type': 'text/html',
    ...(pathname.startsWith('/coop') && { 'cross-origin-opener-policy': 'same-origin' }),
  });
  response.end(page('', '<h1>Your bank</h1>'));
}

function homeOf(ask: URLSearchParams): string {
  const state = ask.get('state');
  const session = ask.get('session_id');
  const answer = new URLSearchParams({
    ...(session && { session_id: session }),
    ...(state && { code: 'code', state }),
  });
  const mark = ask.get('response_mode') === 'fragment' ? '#' : '?';
  return `${ask.get('redirect_uri')}${mark}${answer}`;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function listen(server: Server): Promise<void> {
  return new Promise((listening) => server.listen(0, '0.0.0.0', listening));
}

function end(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}
