import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../../src/sandbox/listen.ts';
import { limits } from '../../../../src/sandbox/safety/limits.ts';
import { createShelf } from '../../../../src/sandbox/shelf.ts';
import { createSandbox, type Sandbox, type SandboxLogEntry } from '../../../../src/sandbox.ts';
import { connectTo, statusOf } from '../../../support/raw-request.ts';
import { ask, consent, getToken, post } from '../client.ts';

async function start(options = {}): Promise<Sandbox> {
  const sandbox = createSandbox({ port: 0, ...options });
  onTestFinished(() => sandbox.close());
  await sandbox.listen();
  return sandbox;
}

describe('a body', () => {
  const paths = ['/v1/token', '/sandbox/next', '/step?session=none', '/nowhere'];

  it.each(paths)('of more than 64 kB is refused at %s', async (path) => {
    const sandbox = createSandbox();
    const { status, json } = await ask(sandbox, path, post('a'.repeat(limits.body + 1)));
    expect([status, json.name]).toEqual([413, 'body_too_large']);
  });

  it('of 64 kB is read', async () => {
    const body = { client_id: 'app', client_secret: 'x'.repeat(limits.body - 100) };
    expect((await ask(createSandbox(), '/v1/token', post(body))).status).toBe(200);
  });

  it('is read where no length is announced, too', async () => {
    const sandbox = await start();
    const body = new Blob(['{"client_id":"app",', '"client_secret":"secret"}']).stream();
    const sent = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect((await fetch(`${sandbox.origin}/v1/token`, sent)).status).toBe(200);
    expect((await fetch(`${sandbox.origin}/v1/token`, { method: 'POST' })).status).toBe(400);
  });

  it.each([
    ['by its announced length', 'Content-Length: 300000000\r\n\r\n', ''],
    ['by what comes, where no length is announced', 'Transfer-Encoding: chunked\r\n\r\n', '10000\r\n'],
  ])('is refused %s, before it is all here', async (_, headers, size) => {
    const sandbox = await start();
    const socket = await connectTo(sandbox.origin);
    const status = statusOf(socket);
    socket.write(`POST /v1/token HTTP/1.1\r\nHost: localhost\r\n${headers}`);
    for (let chunk = 0; chunk < 3; chunk += 1) socket.write(`${size}${'a'.repeat(65_536)}${size && '\r\n'}`);
    expect(await status).toBe(413);
    socket.destroy();
  });

  it.each([
    ['a body', 'POST /v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{'],
    ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-A: '],
  ])('time is up for %s that do not come', async (_, bytes) => {
    const listening = await listen(createSandbox().fetch, { host: '127.0.0.1', port: 0 }, 40);
    onTestFinished(() => listening.close());
    const socket = await connectTo(listening.origin);
    const closed = once(socket, 'close');
    const status = statusOf(socket);
    socket.write(bytes);
    expect(await status).toBe(408);
    await closed;
  });

  it('that breaks off is no fault of the sandbox', async () => {
    const entries: SandboxLogEntry[] = [];
    const sandbox = await start({ log: (entry: SandboxLogEntry) => entries.push(entry) });
    for (const framing of ['Content-Length: 99\r\n\r\n{', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n']) {
      const socket = await connectTo(sandbox.origin);
      socket.write(`POST /v1/token HTTP/1.1\r\nHost: localhost\r\n${framing}`);
      setTimeout(() => socket.resetAndDestroy(), 20);
    }
    await expect.poll(() => entries.filter(({ type }) => type === 'request')).toHaveLength(2);
    expect(entries.map((one) => (one.type === 'request' ? one.status : one.type))).toEqual([
      'listening',
      400,
      400,
    ]);
  });
});

describe('the memory of a sandbox', () => {
  it('holds a thousand sessions, and drops those first that are over', async () => {
    const sandbox = createSandbox();
    const open = sandbox.mint().session_id;
    const over = sandbox.giveConsent(sandbox.mint().session_id).sessionId;
    for (let count = 0; count < limits.sessions - 1; count += 1) sandbox.mint();
    const ids = sandbox.sessions().map(({ sessionId }) => sessionId);
    expect([ids.length, ids[0], ids.includes(over)]).toEqual([limits.sessions, open, false]);
    sandbox.mint();
    expect(sandbox.sessions().some(({ sessionId }) => sessionId === open)).toBe(false);
  });

  it('holds a thousand tokens, and drops the expired and the oldest', async () => {
    const sandbox = createSandbox();
    const authorization = `Bearer ${await getToken(sandbox)}`;
    const status = async () => (await ask(sandbox, '/v1/consent', { headers: { authorization } })).status;
    for (let count = 1; count < limits.tokens; count += 1) await getToken(sandbox);
    expect(await status()).toBe(200);
    await getToken(sandbox);
    expect(await status()).toBe(401);
  });

  it('holds a thousand consents, end users and webhooks', async () => {
    const settings = { webhookUrl: 'http://127.0.0.1:1/', webhookDelayMs: 600_000 };
    const sandbox = createSandbox({ settings, strict: true });
    const used = sandbox.createEndUser().id;
    for (let count = 0; count <= limits.consents; count += 1) {
      sandbox.createEndUser();
      consent(sandbox, { endUserId: used });
    }
    const lists = [sandbox.consents(), sandbox.endUsers(), sandbox.webhooks()];
    expect(lists.map((list) => list.length)).toEqual([limits.consents, limits.endUsers, limits.webhooks]);
    // The one that sessions are minted for was not the one to go, or minting would have failed.
    expect(sandbox.endUsers().at(-1)?.id).toBe(used);
    await sandbox.close();
  });

  it('is made room in for one thing at a time', () => {
    const shelf = createShelf<string>(3, (thing) => thing === 'over');
    for (const [id, thing] of ['a', 'over', 'c'].entries()) shelf.put(String(id), thing);
    shelf.put('0', 'a again');
    expect(shelf.all()).toEqual(['over', 'c', 'a again']);
    shelf.put('3', 'd');
    expect(shelf.all()).toEqual(['c', 'a again', 'd']);
    shelf.put('4', 'e');
    expect(shelf.all()).toEqual(['a again', 'd', 'e']);
  });
});
