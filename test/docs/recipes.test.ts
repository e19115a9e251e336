import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readCliOptions } from '../../src/sandbox/cli/cli-options.ts';
import type { Sandbox } from '../../src/sandbox.ts';
import { sign, WEBHOOK_BODY, WEBHOOK_SECRET } from '../support/signed-webhook.ts';
import { snippetOf } from './pages.ts';

const FOLDER = new URL('.recipes/', import.meta.url);
const ORIGIN = 'http://localhost:3000';
const USER = { id: 'me', platformId: 'user-1' };
const FLOW = 'Zm9vYmFyYmF6cXV4X18tLQ';
/** What a reader does with a webhook. */
const SYNC = { syncUser: vi.fn(async () => {}), forgetUser: vi.fn(async () => {}) };

let sandbox: Sandbox;
let now: () => number = Date.now;
let user: typeof USER | null = USER;

beforeAll(async () => {
  const { createSandbox } = (await import(
    new URL('../../dist/sandbox.js', import.meta.url).href
  )) as typeof import('../../src/sandbox.ts');
  sandbox = createSandbox({ port: 0, now: () => now(), settings: { home: 'callback' } });
  Object.assign(process.env, {
    PLATFORM_URL: await sandbox.listen(),
    FISKIL_CLIENT_ID: 'id',
    FISKIL_CLIENT_SECRET: 'secret',
    FISKIL_WEBHOOK_SECRET: WEBHOOK_SECRET,
    APP_ORIGIN: ORIGIN,
  });
  Object.assign(globalThis, { userOf: async () => user, ...SYNC });
  mkdirSync(FOLDER, { recursive: true });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(FOLDER, { recursive: true });
});

async function load<T>(file: string): Promise<T> {
  const path = new URL(file, FOLDER);
  writeFileSync(path, snippetOf(file).text);
  return import(path.href) as Promise<T>;
}

async function serve(file: string): Promise<string> {
  const server = createServer(await listenerOf(file)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Fetching = (request: Request) => Promise<Response>;

async function listenerOf(file: string): Promise<RequestListener> {
  switch (file) {
    case 'express.mjs':
      return (await load<{ app: RequestListener }>(file)).app;
    case 'koa.mjs':
      return (await load<{ app: { callback(): RequestListener } }>(file)).app.callback();
    case 'fastify.mjs': {
      const { app } = await load<{ app: { ready(): Promise<void>; routing: RequestListener } }>(file);
      await app.ready();
      return app.routing;
    }
    case 'next.ts':
      return getRequestListener((await load<{ POST: Fetching }>(file)).POST);
    default:
      return getRequestListener((await load<{ app: { fetch: Fetching } }>(file)).app.fetch);
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

const post = (origin: string, from: string, body: object = {}, path = '') =>
  fetch(`${origin}/api/auth-session${path}`, {
    method: 'POST',
    headers: { ...JSON_TYPE, origin: from },
    body: JSON.stringify(body),
  });

const SERVERS = ['hono.mjs', 'next.ts', 'express.mjs', 'fastify.mjs', 'koa.mjs', 'status.mjs'];

describe.each(SERVERS)('the server of %s', (file) => {
  it('mints for its user, names the flow, and refuses other sites and strangers', async () => {
    const origin = await serve(file);
    const session = (await (await post(origin, ORIGIN, { flow_id: FLOW })).json()) as Record<string, unknown>;
    expect(Object.keys(session)).toEqual(['session_id', 'auth_url', 'expires_at', 'flow_id']);
    expect(sandbox.sessions().at(-1)).toMatchObject({ endUserId: USER.platformId });
    expect((await post(origin, ORIGIN, { flow_id: '?' })).status).toBe(400);
    expect((await post(origin, 'https://evil.example')).status).toBe(403);
    user = null;
    expect((await post(origin, ORIGIN)).status).toBe(401);
    user = USER;
  });
});

it('the server of hono.mjs lists institutions, too', async () => {
  const answer = await fetch(`${await serve('hono.mjs')}/api/institutions`);
  const { institutions } = (await answer.json()) as { institutions: { id: string }[] };
  expect(institutions.map(({ id }) => id)).toContain('88888');
});

/** Windows has none, but in environments of its own. */
const SHELLS = process.platform === 'win32' ? [] : ['sh'];

describe('the server of any kind', () => {
  it.each(SHELLS)('mints by the two commands of %s', async () => {
    const { token } = JSON.parse(await run('token.sh', {}));
    const session = JSON.parse(await run('session.sh', { TOKEN: token }));
    expect(sandbox.sessions().at(-1)).toMatchObject({ sessionId: session.session_id });
  });

  it.each(SHELLS)('asks for consents by the command of %s', async () => {
    const { token } = JSON.parse(await run('token.sh', {}));
    await giveConsent(sandbox.mint({ endUserId: USER.platformId }));
    const consents = JSON.parse(await run('consents.sh', { TOKEN: token }));
    expect(consents[0]).toMatchObject({ arrangement_id: expect.any(String), active: true });
    expect(consents[0]).not.toHaveProperty('status');
  });

  it.each(SHELLS)('computes a signature by the command of %s', async () => {
    const signature = await run('signature.sh', { BODY: WEBHOOK_BODY, SECRET: WEBHOOK_SECRET });
    expect(signature).toBe(sign(WEBHOOK_BODY));
  });
});

/** Not waited for in one go: the sandbox that answers lives in this process. */
async function run(file: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', snippetOf(file).text], {
    env: { ...process.env, ...env },
  });
  return stdout;
}

describe('the server that tells the status', () => {
  it('takes only a consent of this user that was made after the session was minted', async () => {
    // Somebody with no other consent: times are whole seconds.
    user = { id: 'new', platformId: 'user-new' };
    const origin = await serve('status.mjs');
    const status = async (id: string) => {
      const answer = await post(origin, ORIGIN, { session_id: id }, '/status');
      return answer.ok ? ((await answer.json()) as { status: string }).status : answer.status;
    };
    const mint = async () => ((await (await post(origin, ORIGIN)).json()) as Session).session_id;
    now = () => Date.now() - 60_000; // the old one, by the platform's clock
    await giveConsent(sandbox.mint({ endUserId: user.platformId }));
    now = Date.now;
    await giveConsent(sandbox.mint({ endUserId: 'somebody-else' }));
    const older = await mint();
    const newest = await mint();
    expect(await status(newest)).toBe('pending');
    await giveConsent({ auth_url: `${sandbox.origin}/?sess_id=${newest}` });
    expect(await status(newest)).toBe('success');
    expect(await status(older)).toBe(404);
    user = { id: 'other', platformId: 'somebody-else' };
    expect(await status(newest)).toBe(404);
    user = USER;
  });
});

describe('the server that takes webhooks', () => {
  const deliver = async (origin: string, signature = sign(WEBHOOK_BODY)) => {
    const headers = { ...JSON_TYPE, 'x-fiskil-signature': signature };
    return (await fetch(`${origin}/webhooks`, { method: 'POST', headers, body: WEBHOOK_BODY })).status;
  };

  it('acts once on a webhook of the platform, and never on another', async () => {
    const origin = await serve('webhooks.mjs');
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect([await deliver(origin), await deliver(origin), await deliver(origin, 'AAAA')]).toEqual([
      204, 204, 401,
    ]);
    silent.mockRestore();
    expect(SYNC.syncUser).toHaveBeenCalledExactlyOnceWith('eu_1');
    expect(SYNC.forgetUser).not.toHaveBeenCalled();
  });
});

describe('the life of a consent', () => {
  it('is listed and ended for its own user only', async () => {
    const { connectionsOf, disconnect } = await load<Connections>('consents.mjs');
    await giveConsent(sandbox.mint({ endUserId: 'user-7' }));
    const [connection] = await connectionsOf('user-7');
    expect(connection).toMatchObject({ bank: expect.any(String), endsAt: expect.any(String) });
    const id = connection?.id ?? '';
    await expect(disconnect('user-8', id)).rejects.toThrow();
    await disconnect('user-7', id);
    expect(await connectionsOf('user-7')).toEqual([]);
  });

  it('begins with one end user for each user', async () => {
    const { platformIdOf } = await load<EndUserIds>('end-users.mjs');
    const made = await platformIdOf({ email: 'ada@example.org' });
    expect(await platformIdOf({ email: 'ada@example.org' })).toBe(made);
    expect(sandbox.endUsers().filter(({ email }) => email === 'ada@example.org')).toHaveLength(1);
  });
});

it('the store of unstorage is made without a connection, and taken as it is', async () => {
  const { platform, store } = await load<{ platform: object; store: { dispose(): Promise<void> } }>(
    'store.mjs',
  );
  expect(platform).toHaveProperty('sessions');
  await store.dispose();
});

it('the sandbox of the compose file starts with flags that it has, where the app expects it', () => {
  const { text } = snippetOf('compose.yaml');
  const [, flags = ''] = /open-consent-sandbox (.*)$/m.exec(text) ?? [];
  expect(readCliOptions(flags.split(' '))).toMatchObject({
    sandbox: { host: '0.0.0.0', port: 4100, allowedHosts: ['sandbox'] },
  });
  expect(text).toMatch(/PLATFORM_URL: http:\/\/sandbox:4100$/m);
  expect(text).toMatch(/ports: \[["']127\.0\.0\.1:4100:4100["']\]/);
});

it('the server is tested without a browser', async () => {
  const said: unknown[] = [];
  const { log } = console;
  console.log = (...words) => said.push(words);
  await load('without-browser.mjs').finally(() => {
    console.log = log;
  });
  expect(said).toEqual([['ended', 'success', 1]]);
});

type Session = { session_id: string };
interface Connections {
  connectionsOf(endUserId: string): Promise<{ id: string; bank: string; endsAt: string }[]>;
  disconnect(endUserId: string, arrangementId: string): Promise<void>;
}
interface EndUserIds {
  platformIdOf(user: { email: string }): Promise<string>;
}

/** By the forms that a browser would send. */
async function giveConsent({ auth_url }: { auth_url: string }): Promise<void> {
  const { searchParams } = new URL(auth_url);
  const address = `${sandbox.origin}/step?sess_id=${searchParams.get('sess_id')}`;
  let html = await (await fetch(auth_url)).text();
  for (const step of ['institution', 'log_in', 'otp', 'accounts', 'confirm']) {
    const values = (name: string) =>
      [...html.matchAll(new RegExp(`name="${name}"[^>]*value="([^"]*)"`, 'gs'))].map(
        ([, value = '']) => value,
      );
    const body = new URLSearchParams({
      step,
      institution: '88888',
      customer_number: '12345678',
      code: '123456',
    });
    for (const account of values('account')) body.append('account', account);
    html = await (
      await fetch(address, { method: 'POST', body, redirect: step === 'confirm' ? 'manual' : 'follow' })
    ).text();
  }
  expect(sandbox.sessions().find((one) => auth_url.includes(one.sessionId))?.consentId).toBeDefined();
}
