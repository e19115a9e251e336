import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createSandbox,
  type Sandbox,
  type SandboxLogEntry,
  type SandboxOptions,
} from '../../../src/sandbox.ts';
import { createVisitor, walk } from './visitor.ts';

const { Request: ownRequest, Response: ownResponse } = globalThis;
const open: Sandbox[] = [];

function create(options: SandboxOptions = {}): Sandbox {
  const sandbox = createSandbox({ port: 0, ...options });
  open.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

describe('listening', () => {
  it('takes a free port, and mints addresses that answer there', async () => {
    const sandbox = create();
    const origin = await sandbox.listen();
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(sandbox.origin).toBe(origin);
    const { auth_url } = sandbox.mint();
    expect(auth_url.startsWith(`${origin}/`)).toBe(true);
    const response = await fetch(auth_url);
    expect(await response.text()).toContain('Choose your institution');
  });

  it('is done once however often it is asked for', async () => {
    const sandbox = create();
    expect(await sandbox.listen()).toBe(await sandbox.listen());
  });

  it('says plainly that a port is taken, and can try again', async () => {
    const first = create();
    const port = Number(new URL(await first.listen()).port);
    const second = create({ port });
    await expect(second.listen()).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
    await first.close();
    expect(await second.listen()).toBe(`http://127.0.0.1:${port}`);
  });

  it('stops with its connections, also those that say nothing', async () => {
    const sandbox = create();
    const { port } = new URL(await sandbox.listen());
    const socket = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const dropped = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    await sandbox.close();
    await dropped;
    await expect(fetch(sandbox.origin)).rejects.toThrow();
    await sandbox.close();
  });

  it('leaves the global Request and Response alone', async () => {
    await create().listen();
    expect([globalThis.Request === ownRequest, globalThis.Response === ownResponse]).toEqual([true, true]);
  });

  it.each(['example.com', '127.0.0.1.evil.test', '', '127.0.0.1:80'])('is refused on %j', (host) => {
    expect(() => createSandbox({ host })).toThrow('host must be an IP address');
  });

  it.each(['0.0.0.0', '::'])(
    'on every address (%s) names the one that this machine finds it at',
    async (host) => {
      const sandbox = create({ host });
      const origin = await sandbox.listen();
      expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
      expect((await fetch(sandbox.mint().auth_url)).status).toBe(200);
    },
  );

  it.each([-1, 65_536, 1.5, Number.NaN])('is refused on port %s', (port) => {
    expect(() => createSandbox({ port })).toThrow('port must be a whole number');
  });
});

describe('creating and minting', () => {
  it('names a setting that is none', () => {
    const settings = { ending: 'never' } as never;
    expect(() => createSandbox({ settings })).toThrow('settings: ending must be one of success');
    expect(() => createSandbox().mint({ settings })).toThrow('ending must be one of success');
  });

  it.each([
    [{ apiversion: 'v3' }, 'Unknown option "apiversion". Did you mean apiVersion?'],
    [{ webhookUrl: 'http://a.test' }, 'Unknown option "webhookUrl". It is a setting: write settings: { web'],
    [{ colour: 'red' }, 'Unknown option "colour". Known names: port, host'],
  ])('refuses %o, which would be ignored otherwise', (options, message) => {
    expect(() => createSandbox(options as never)).toThrow(message);
  });

  it('refuses a field that it does not know when it mints', () => {
    const input = { end_user_id: 'user-1' } as never;
    expect(() => createSandbox().mint(input)).toThrow(
      'Unknown field of mint() "end_user_id". Did you mean endUserId?',
    );
    expect(createSandbox({ host: undefined } as never).mint({ endUserId: undefined } as never)).toBeDefined();
  });

  it('keeps the settings of one sandbox from another', () => {
    const one = createSandbox({ settings: { ending: 'denied' } });
    const other = createSandbox();
    one.mint();
    other.mint();
    expect([one, other].map((each) => each.sessions()[0]?.settings.ending)).toEqual(['denied', 'success']);
  });

  it('gives out copies of what it knows', () => {
    const sandbox = createSandbox();
    sandbox.mint();
    const [info] = sandbox.sessions();
    if (info) info.settings.ending = 'denied';
    expect(sandbox.sessions()[0]?.settings.ending).toBe('success');
  });
});

describe('the log', () => {
  it('tells the story of a session, and no secret of it', async () => {
    const entries: SandboxLogEntry[] = [];
    const sandbox = createSandbox({ log: (entry) => entries.push(entry), now: () => 5000 });
    const body = JSON.stringify({ client_id: 'app', client_secret: 'hush-secret' });
    const answer = await sandbox.fetch(new Request(`${sandbox.origin}/v1/token`, { method: 'POST', body }));
    const { token } = await answer.json();
    const { auth_url, session_id } = sandbox.mint({ redirectUri: 'https://a.test/?state=hush-state' });
    const visitor = createVisitor(sandbox);
    await walk(visitor, auth_url);
    const told = JSON.stringify(entries);
    for (const secret of ['hush-secret', 'hush-state', token, '12345678', 'sess_id'])
      expect(told).not.toContain(secret);
    expect(entries).toContainEqual({ at: 5000, type: 'session_minted', sessionId: session_id, settings: {} });
    expect(entries).toContainEqual({
      at: 5000,
      type: 'session_ended',
      sessionId: session_id,
      end: 'success',
    });
    expect(entries).toContainEqual({
      at: 5000,
      type: 'request',
      method: 'GET',
      path: '/',
      status: 200,
      ms: 0,
    });
  });
});
