import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox.ts';
import { snippetOf } from './pages.ts';

const FOLDER = new URL('.recipes/', import.meta.url);
const ORIGIN = 'http://localhost:3000';
const USER = { id: 'me', platformId: 'user-1' };

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
    APP_ORIGIN: ORIGIN,
  });
  Object.assign(globalThis, { userOf: async () => user });
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

async function serve(listener: RequestListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function listenerOf(file: string): Promise<RequestListener> {
  if (file === 'express.mjs') return (await load<{ app: RequestListener }>(file)).app;
  if (file === 'next.ts')
    return getRequestListener((await load<{ POST(r: Request): Promise<Response> }>(file)).POST);
  return getRequestListener((await load<{ app: { fetch(r: Request): Promise<Response> } }>(file)).app.fetch);
}

const post = (origin: string, from: string) =>
  fetch(`${origin}/api/auth-session`, { method: 'POST', headers: { origin: from } });

describe.each(['hono.mjs', 'next.ts', 'express.mjs'])('the server of %s', (file) => {
  it('mints for its user, and refuses other sites and strangers', async () => {
    const { origin, server } = await serve(await listenerOf(file));
    const answer = await post(origin, ORIGIN);
    const session = (await answer.json()) as Record<string, unknown>;
    expect(Object.keys(session)).toEqual(['session_id', 'auth_url', 'expires_at']);
    expect(sandbox.sessions().at(-1)).toMatchObject({ endUserId: USER.platformId });
    expect((await post(origin, 'https://evil.example')).status).toBe(403);
    user = null;
    expect((await post(origin, ORIGIN)).status).toBe(401);
    user = USER;
    server.close();
  });
});

/** Windows has none, but in environments of its own. */
const SHELLS = process.platform === 'win32' ? [] : ['sh'];

describe('the server of any kind', () => {
  it.each(SHELLS)('mints by the two commands of %s', async () => {
    const { token } = await run('token.sh', {});
    const session = await run('session.sh', { TOKEN: token });
    expect(sandbox.sessions().at(-1)).toMatchObject({ sessionId: session['session_id'] });
  });
});

/** Not waited for in one go: the sandbox that answers lives in this process. */
async function run(file: string, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)('sh', ['-c', snippetOf(file).text], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}

describe('the server that tells the status', () => {
  it('takes only a consent of this user that was made after the session was minted', async () => {
    const { origin, server } = await serve(await listenerOf('status.mjs'));
    const status = async (id: unknown) => {
      const answer = await fetch(`${origin}/api/auth-session/${id}/status`);
      return answer.ok ? ((await answer.json()) as { status: string }).status : answer.status;
    };
    const mint = async () => ((await (await post(origin, ORIGIN)).json()) as Session).session_id;
    now = () => Date.now() - 60_000; // the old one, by the platform's clock
    await giveConsent(sandbox.mint({ endUserId: USER.platformId }));
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
    server.close();
  });
});

it('the minter is tested without a browser', async () => {
  const said: unknown[] = [];
  const { log } = console;
  console.log = (...words) => said.push(words);
  await load('minter.mjs').finally(() => {
    console.log = log;
  });
  expect(said).toEqual([[true, 1]]);
});

type Session = { session_id: string };

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
