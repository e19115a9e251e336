import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { createServer as createVite, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWellFormed } from '../../../demo/dev/refuse-malformed.ts';
import { sendRaw } from '../../support/raw-request.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 100);

let vite: ViteDevServer;
let http: Server;
let origin: string;
beforeAll(async () => {
  vite = await createVite({
    configFile: false,
    appType: 'mpa',
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  });
  http = createServer();
  serveWellFormed(http, vite.middlewares);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}, 30_000);
afterAll(async () => {
  http.close();
  http.closeAllConnections();
  await vite.close();
});

const get = (target: string) => sendRaw(origin, `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`);

describe('the demo’s server', () => {
  it.each(['http://[', 'http://', 'http://localhost/', '*', '[', '/%zz', '/%zz.html', '/demo/%ff'])(
    'answers 400 to %s, and lives on',
    async (target) => {
      expect(await get(target)).toBe(400);
      expect(await get('/LICENSE')).toBe(200);
    },
  );

  it.each(['/', '/LICENSE?x=100%', '/nothing/%2e%2e/here', '//'])('leaves %s to Vite', async (target) => {
    expect([200, 404]).toContain(await get(target));
  });

  it(
    'answers whatever target it is sent, and lives on',
    async () => {
      const target = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.webUrl(),
        fc
          .tuple(fc.constantFrom('/', '//', '/@fs/', '/@id/', '/demo/'), fc.string())
          .map((two) => two.join('')),
        fc
          .tuple(
            fc.constantFrom('/%', '/demo/%'),
            fc.string(),
            fc.constantFrom('', '.html', '.js', '?raw', '?url'),
          )
          .map((all) => all.join('')),
      );
      await fc.assert(
        fc.asyncProperty(target, async (text) => {
          await get(text);
          expect(await get('/LICENSE')).toBe(200);
        }),
        { numRuns: RUNS },
      );
    },
    60_000 + 200 * RUNS,
  );
});
