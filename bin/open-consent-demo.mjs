#!/usr/bin/env node
// Serves a page with the three modes and a route that mints, with a sandbox behind them. It needs nothing but this package.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createSandbox } from 'open-consent/sandbox';
import { createConsentServer } from 'open-consent/server';
import { toNodeListener } from 'open-consent/server/node';

const HELP = `Usage: open-consent-demo [--port PORT]

  --port PORT   the port of the page, on localhost (4000); 0 picks a free one
  --help        shows this text

Serves a page with a button for each mode, and starts a sandbox for it on a free port.`;

const FILES = {
  '/': ['demo/index.html', 'text/html'],
  '/page.js': ['demo/page.js', 'text/javascript'],
  '/connected.html': ['demo/connected.html', 'text/html'],
  '/open-consent.global.js': ['../dist/open-consent.global.js', 'text/javascript'],
  '/open-consent-callback.global.js': ['../dist/open-consent-callback.global.js', 'text/javascript'],
};

await main().catch((error) => {
  console.error(`open-consent-demo: ${error.message}`);
  process.exitCode = 1;
});

async function main() {
  const { port, help } = readFlags();
  if (help) console.log(HELP);
  else await start(port);
}

function readFlags() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4000' }, help: { type: 'boolean', short: 'h' } },
  });
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new Error('--port takes a whole number from 0 (any free port) to 65535');
  return { port: Number(values.port), help: values.help };
}

async function start(port) {
  const server = await listen(port);
  const origin = `http://localhost:${server.address().port}`;
  const provider = await createSandbox({ port: 0 }).listen();
  const mint = mintAt(provider, origin);
  server.on('request', (request, response) => {
    if (request.url === '/api/auth-session') mint(request, response);
    else serveFile(request, response, provider);
  });
  console.log(`Open ${origin} and press a button. The sandbox provider is at ${provider}`);
}

function listen(port) {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}

function mintAt(baseUrl, origin) {
  const platform = createConsentServer({ baseUrl, clientId: 'any', clientSecret: 'any' });
  const callback = `${origin}/connected.html`;
  const resolve = () => ({ endUserId: 'user-1', redirectUri: callback, cancelUri: callback });
  return toNodeListener(platform.sessions.toHandler(resolve, { allowedOrigins: [origin] }));
}

async function serveFile({ url = '/' }, response, provider) {
  const [file, type] = FILES[url.split('?')[0]] ?? [];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': `default-src 'self'; frame-src 'self' ${provider}`,
    'Referrer-Policy': 'no-referrer',
  });
  response.end(await readFile(new URL(file, import.meta.url)));
}
