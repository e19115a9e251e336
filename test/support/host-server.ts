import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { ConsentOutcome } from '../../src/index.ts';
import type { Sandbox, SandboxSettings } from '../../src/sandbox.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.html': 'text/html',
  '.map': 'application/json',
};

/** Which page stands behind redirect_uri and cancel_uri. */
type CallbackStyle = 'script' | 'npm' | 'bare' | 'none';

/** What a test asks of `POST /session`. */
export interface SessionRequest {
  settings?: Partial<SandboxSettings>;
  callback?: CallbackStyle;
  institutionId?: string;
  delayMs?: number;
  status?: number;
  /** A query to put on the redirect address beforehand. */
  query?: string;
  hash?: string;
}

export interface HostServer {
  origin: string;
  /** What pages posted to `/report`, for pages that no driver can look into. */
  reports: ConsentOutcome[];
  close(): Promise<void>;
}

/**
 * An integrator's server: the built files at /dist, pages of test/support/pages at /, a session endpoint that mints at
 * the sandbox. Any page takes `?header=Name:value` and answers with that header.
 */
export async function startHost(sandbox: Sandbox): Promise<HostServer> {
  const reports: ConsentOutcome[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/report') return void takeReport(request, response, reports);
    answer(request, response, sandbox).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    reports,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, sandbox: Sandbox): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  if (url.pathname === '/session') return mint(request, response, url, sandbox);
  for (const header of url.searchParams.getAll('header')) {
    const [name = '', value = ''] = header.split(/:(.*)/s);
    response.setHeader(name, value);
  }
  const folder = /^\/(dist|node_modules)\//.test(url.pathname) ? ROOT : join(ROOT, 'test/support/pages');
  const path = join(folder, normalize(url.pathname));
  const file = extname(path) ? path : `${path}.html`;
  const body = await readFile(file).catch(() => undefined);
  if (!body) return void response.writeHead(404).end('not found');
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'text/plain',
    'cache-control': 'no-store',
  });
  response.end(body);
}

async function takeReport(
  request: IncomingMessage,
  response: ServerResponse,
  reports: ConsentOutcome[],
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  reports.push(JSON.parse(body));
  response.end();
}

async function mint(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  sandbox: Sandbox,
): Promise<void> {
  for await (const _ of request);
  const asked = JSON.parse(url.searchParams.get('ask') ?? '{}') as SessionRequest;
  if (asked.delayMs) await new Promise((later) => setTimeout(later, asked.delayMs));
  const { callback = 'script', query = '', hash = '' } = asked;
  const home = `${url.origin}/callback-${callback}${query}${hash}`;
  const session = sandbox.mint({
    ...(callback !== 'none' && { redirectUri: home, cancelUri: home }),
    ...(asked.institutionId && { institutionId: asked.institutionId }),
    ...(asked.settings && { settings: asked.settings }),
  });
  response.writeHead(asked.status ?? 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(session));
}
