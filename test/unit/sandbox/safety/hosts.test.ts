import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAllowedHost } from '../../../../src/sandbox/safety/hosts.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox.ts';
import { sendRaw } from '../../../support/raw-request.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = createSandbox({ port: 0, allowedHosts: ['sandbox', '192.168.1.5'] });
  await sandbox.listen();
});
afterAll(() => sandbox.close());

/** What a browser sends for a page of that name, wherever the name leads. */
function statusFor(host: string, path = '/', method = 'GET'): Promise<number | undefined> {
  const { port } = new URL(sandbox.origin);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('a request that names another host, as DNS rebinding makes it', () => {
  it.each([
    'evil.example',
    'evil.example:4100',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'notlocalhost',
    '10.0.0.1',
    '192.168.1.6',
    '0.0.0.0',
    '[::2]',
    'localhost@evil.example',
  ])('is refused: %s', async (host) => {
    for (const path of ['/', '/sandbox/sessions', '/?sess_id=1', '/icons/88888.svg', '/v1/consent']) {
      expect([path, await statusFor(host, path)]).toEqual([path, host.includes('@') ? 400 : 403]);
    }
    expect(await statusFor(host, '/sandbox/next', 'POST')).toBe(host.includes('@') ? 400 : 403);
  });

  it('is refused however often it comes: URL.canParse changes its mind about some names', async () => {
    const { fetch, origin } = createSandbox();
    for (let time = 0; time < 40_000; time += 1) isAllowedHost('\u00c3\u0080', new Set());
    const request = new Request(origin, { headers: { host: '\u00c3\u0080' } });
    expect((await fetch(request)).status).toBe(403);
  });

  it('is refused whichever of the two places names it', async () => {
    const named = (line: string, host: string) =>
      sendRaw(sandbox.origin, `GET ${line} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    expect(await named('http://evil.example/', 'localhost')).toBe(403);
    expect(await named('http://localhost/', 'evil.example')).toBe(403);
    expect(await named('http://localhost/', 'localhost')).toBe(200);
  });
});

describe('a request that names this one', () => {
  it.each([
    'localhost',
    'localhost:4100',
    'LOCALHOST',
    'app.localhost:80',
    '127.0.0.1',
    '127.8.9.10:1',
    '[::1]',
    '[::1]:4100',
    'sandbox:4100',
    'Sandbox',
    '192.168.1.5',
  ])('is answered: %s', async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  it('is answered by the one address that was asked for, even off loopback', async () => {
    const elsewhere = createSandbox({ host: '192.0.2.7' });
    expect((await elsewhere.fetch(new Request('http://192.0.2.7:4100/'))).status).toBe(200);
    expect((await elsewhere.fetch(new Request('http://192.0.2.8:4100/'))).status).toBe(403);
  });

  it('is not every one, only because all addresses are open', async () => {
    const open = createSandbox({ host: '0.0.0.0' });
    expect((await open.fetch(new Request('http://0.0.0.0:4100/'))).status).toBe(403);
    expect((await open.fetch(new Request('http://127.0.0.1:4100/'))).status).toBe(200);
  });
});

it.each(['http://sandbox', 'sandbox:4100', '', '*', 'a/b', 'a b', '.x'])(
  'allowedHosts takes no %j',
  (host) => {
    expect(() => createSandbox({ allowedHosts: [host] })).toThrow(
      'allowedHosts must be names without scheme',
    );
  },
);
