import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { callbackPage, elementsPage, hostPage, page, waitPage } from './contestants.ts';
import { answerSocket } from './nango-socket.ts';
import { PEERS_FOLDER } from './peers.ts';
import { noteSightings, type Sightings } from './sightings.ts';

export interface Site {
  /** The host page's origin. */
  host: string;
  /** The provider's origin: another site, so another process, as in the field. */
  provider: string;
  /** A third one, that has nothing to do with either. */
  stranger: string;
  /** What the pages of the wait have told. */
  sightings: Sightings;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Both sides on loopback; every answer is made anew, and nothing is cached. */
export async function startSite(): Promise<Site> {
  const sightings = noteSightings();
  const host = createServer((request, response) => void answerHost(request, response, sightings));
  const provider = createServer((...turn) => void answerProvider(...turn, sightings)).on(
    'upgrade',
    answerSocket,
  );
  await Promise.all([listen(host), listen(provider)]);
  return {
    host: `http://localhost:${portOf(host)}`,
    provider: `http://127.0.0.1:${portOf(provider)}`,
    stranger: `http://127.0.0.2:${portOf(host)}`,
    sightings,
    close: async () => void (await Promise.all([end(host), end(provider)])),
  };
}

async function answerHost(
  request: IncomingMessage,
  response: ServerResponse,
  sightings: Sightings,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/seen') return sightings.take(request, response);
  if (pathname === '/session') return mint(searchParams, response);
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

/** Minting takes as long as the address says. */
async function mint(ask: URLSearchParams, response: ServerResponse): Promise<void> {
  await later(Number(ask.get('ms')));
  const session = {
    session_id: crypto.randomUUID(),
    auth_url: ask.get('bank'),
    expires_at: Math.floor(Date.now() / 1000) + 600,
  };
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(session));
}

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function bodyOf(pathname: string): Promise<string | Buffer> {
  const [, kind = '', name = ''] = pathname.split('/');
  if (kind === 'host') return hostPage(name);
  if (kind === 'wait') return waitPage(name);
  if (kind === 'callback') return callbackPage(name);
  if (kind === 'blank') return page('', '');
  if (kind === 'elements') return elementsPage(100);
  if (kind === 'dist') return readFile(new URL(`../../dist/${name}`, import.meta.url));
  if (kind === 'peers') return readFile(`${PEERS_FOLDER}/${name}`);
  return readFile(new URL(`pages/${kind}`, import.meta.url));
}

/** How long the provider's page takes, where the wait is measured. */
const BANK_MS = 150;

/**
 * `/authorize` goes straight home, as each protocol has it; `/bank` takes its time; every other page stays, and says nothing;
 * `/coop` severs.
 */
async function answerProvider(
  request: IncomingMessage,
  response: ServerResponse,
  sightings: Sightings,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname === '/seen') return sightings.take(request, response);
  if (pathname === '/bank.js')
    return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(await bodyOf(pathname));
  if (pathname.startsWith('/bank')) await later(BANK_MS);
  if (pathname === '/authorize' && searchParams.has('posts'))
    return void response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page('', postsAndGoes(searchParams)));
  if (pathname === '/authorize')
    return void response.writeHead(302, { location: homeOf(searchParams) }).end();
  response.writeHead(200, {
    'content-type': 'text/html',
    ...(pathname.startsWith('/coop') && { 'cross-origin-opener-policy': 'same-origin' }),
  });
  const script = pathname.startsWith('/bank') ? '<script src="/bank.js"></script>' : '';
  response.end(page('', `<h1>Your bank</h1>${script}`));
}

/** The end of a consent as the platform has it: the message first, and then the callback page. */
function postsAndGoes(ask: URLSearchParams): string {
  const message = JSON.stringify({ isCompleted: true, consentID: 'consent-1' });
  return `<script>opener.postMessage(${message}, '*');location.replace(${JSON.stringify(homeOf(ask))})</script>`;
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
