import { describe, expect, it } from 'vitest';
import { parseAuthSession } from '../../../src/model/auth-session.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox.ts';
import { createVisitor, walk } from './visitor.ts';

const NOW = Date.UTC(2026, 10, 20);

async function call(sandbox: Sandbox, path: string, body?: unknown, token?: string) {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await sandbox.fetch(new Request(`${sandbox.origin}${path}`, { ...init, headers }));
  return { status: response.status, json: await response.json() };
}

async function getToken(sandbox: Sandbox): Promise<string> {
  const { json } = await call(sandbox, '/v1/token', { client_id: 'app', client_secret: 'secret' });
  return json.token;
}

async function mint(sandbox: Sandbox, body: unknown) {
  return call(sandbox, '/v1/auth/session', body, await getToken(sandbox));
}

describe('POST /v1/token', () => {
  it('gives any client a token for fifteen minutes', async () => {
    const answer = await call(createSandbox(), '/v1/token', { client_id: 'app', client_secret: 'secret' });
    expect(answer).toEqual({ status: 200, json: { token: expect.stringMatching(/./), expires_in: 900 } });
  });

  it.each([
    [{ client_id: 'other', client_secret: 'right' }],
    [{ client_id: 'app', client_secret: 'wrong' }],
    [{ client_id: 'app' }],
  ])('refuses %j where another client was set up', async (body) => {
    const sandbox = createSandbox({ clientId: 'app', clientSecret: 'right' });
    const { status, json } = await call(sandbox, '/v1/token', body);
    expect(status).toBe(401);
    expect(json).toEqual({
      id: expect.stringMatching(/^err_[0-9a-f-]{36}$/),
      name: 'unauthorized',
      message: expect.stringContaining('client_secret'),
    });
  });

  it('gives the client that was set up its token', async () => {
    const sandbox = createSandbox({ clientId: 'app', clientSecret: 'right' });
    const { status } = await call(sandbox, '/v1/token', { client_id: 'app', client_secret: 'right' });
    expect(status).toBe(200);
  });

  it('wants an id and a secret even where any will do', async () => {
    const { status } = await call(createSandbox(), '/v1/token', { client_id: 'app' });
    expect(status).toBe(401);
  });
});

describe('POST /v1/auth/session', () => {
  it('answers with the client id, the session, its address and its end in Unix seconds', async () => {
    const { json, status } = await mint(createSandbox({ now: () => NOW }), { end_user_id: 'eve' });
    expect(status).toBe(200);
    expect(json).toEqual({
      id: 'app',
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      auth_url: `http://127.0.0.1:4100/?sess_id=${json.session_id}`,
      expires_at: NOW / 1000 + 900,
    });
  });

  it('writes the end as RFC 3339 where it is told to, and the same end', async () => {
    const sandbox = createSandbox({
      now: () => NOW,
      settings: { expiresAtFormat: 'rfc3339', expiresIn: 60 },
    });
    const { json } = await mint(sandbox, { end_user_id: 'eve' });
    expect(json.expires_at).toBe('2026-11-20T00:01:00Z');
    expect(parseAuthSession(json).expiresAt).toBe(NOW / 1000 + 60);
  });

  it('takes settings for this one session', async () => {
    const sandbox = createSandbox();
    const { json } = await mint(sandbox, {
      end_user_id: 'eve',
      sandbox: { urlShape: 'consent', ending: 'denied' },
    });
    expect(json.auth_url).toBe(`${sandbox.origin}/consent?session=${json.session_id}`);
    await mint(sandbox, { end_user_id: 'eve' });
    expect(sandbox.sessions().map(({ settings }) => settings.ending)).toEqual(['denied', 'success']);
  });

  it.each([
    ['not JSON', 'x', 'invalid_request', 'JSON'],
    ['no object', [], 'invalid_request', 'JSON object'],
    ['no end user', {}, 'invalid_request', 'end_user_id'],
    ['an empty end user', { end_user_id: '' }, 'invalid_request', 'end_user_id'],
    [
      'a relative redirect_uri',
      { end_user_id: 'eve', redirect_uri: '/cb' },
      'invalid_request',
      'redirect_uri',
    ],
    [
      'a script as cancel_uri',
      { end_user_id: 'eve', cancel_uri: 'javascript:1' },
      'invalid_request',
      'cancel_uri',
    ],
    [
      'a line break',
      { end_user_id: 'eve', redirect_uri: 'https://a.test/\nb' },
      'invalid_request',
      'redirect_uri',
    ],
    [
      'an address without a host',
      { end_user_id: 'eve', redirect_uri: 'http://[' },
      'invalid_request',
      'redirect_uri',
    ],
    ['permissions as text', { end_user_id: 'eve', permissions: 'all' }, 'invalid_request', 'permissions'],
    [
      'an unknown institution',
      { end_user_id: 'eve', institution_id: '1' },
      'invalid_institution_id',
      'institution_id',
    ],
    ['settings as text', { end_user_id: 'eve', sandbox: 'x' }, 'invalid_sandbox_settings', 'sandbox'],
    [
      'a wrong value',
      { end_user_id: 'eve', sandbox: { home: 'x' } },
      'invalid_sandbox_settings',
      'home takes one of both',
    ],
  ])('refuses %s', async (_what, body, name, message) => {
    const { status, json } = await mint(createSandbox(), body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('lists the settings there are when one is unknown', async () => {
    const { status, json } = await mint(createSandbox(), {
      end_user_id: 'eve',
      sandbox: { faults: 'denied' },
    });
    expect(status).toBe(400);
    expect(json.message).toMatch(/"faults" is no setting.*ending.*autopilotUntil/);
  });

  it.each(['unknown', 'missing_person'])('does not find the end user %s', async (endUserId) => {
    const { status, json } = await mint(createSandbox(), { end_user_id: endUserId });
    expect([status, json.name]).toEqual([404, 'end_user_not_found']);
  });

  it('mints nothing for a refused request', async () => {
    const sandbox = createSandbox();
    await mint(sandbox, { end_user_id: 'unknown' });
    expect(sandbox.sessions()).toEqual([]);
  });
});

describe('the bearer token', () => {
  const paths = ['/v1/institutions', '/v1/consent'];

  it.each(paths)('is needed for %s', async (path) => {
    const sandbox = createSandbox();
    expect((await call(sandbox, path)).status).toBe(401);
    expect((await call(sandbox, path, undefined, await getToken(sandbox))).status).toBe(200);
  });

  it('is needed to mint, and comes before what else is wrong', async () => {
    const { status, json } = await call(createSandbox(), '/v1/auth/session', {});
    expect([status, json.name]).toEqual([401, 'unauthorized']);
  });

  it('counts only in the sandbox that issued it', async () => {
    const { status } = await call(
      createSandbox(),
      paths[0] ?? '',
      undefined,
      await getToken(createSandbox()),
    );
    expect(status).toBe(401);
  });

  it('stops working after its fifteen minutes', async () => {
    let now = NOW;
    const sandbox = createSandbox({ now: () => now });
    const token = await getToken(sandbox);
    now += 899_000;
    expect((await call(sandbox, '/v1/consent', undefined, token)).status).toBe(200);
    now += 1000;
    expect((await call(sandbox, '/v1/consent', undefined, token)).status).toBe(401);
  });
});

describe('what the API lists', () => {
  it('has institutions in every state, and the platform’s own sandbox first', async () => {
    const sandbox = createSandbox();
    const { json } = await call(sandbox, '/v1/institutions', undefined, await getToken(sandbox));
    expect(json[0]).toEqual({
      id: '88888',
      name: 'Banking Sandbox Data Holder',
      icon: `${sandbox.origin}/icons/88888.svg`,
      logo: `${sandbox.origin}/icons/88888.svg`,
      industry: 'banking',
      status: { connections: { status: 'HEALTHY' } },
    });
    const states = json.map((one: (typeof json)[0]) => one.status.connections.status);
    expect(new Set(states)).toEqual(new Set(['HEALTHY', 'DEGRADED', 'OUTAGE']));
    expect(json.map((one: (typeof json)[0]) => one.industry)).toContain('energy');
  });

  it('has icons at the addresses it names', async () => {
    const sandbox = createSandbox();
    const icon = await sandbox.fetch(new Request(`${sandbox.origin}/icons/88888.svg`));
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    const none = await sandbox.fetch(new Request(`${sandbox.origin}/icons/1.svg`));
    expect(none.status).toBe(404);
  });

  it('has a consent for the end user who gave it, and for nobody else', async () => {
    const sandbox = createSandbox({ now: () => NOW });
    const { json: session } = await mint(sandbox, { end_user_id: 'eve', permissions: ['balances'] });
    await walk(createVisitor(sandbox), session.auth_url);
    const token = await getToken(sandbox);
    const { json } = await call(sandbox, '/v1/consent?end_user_id=eve', undefined, token);
    expect(json).toEqual([
      {
        id: sandbox.sessions()[0]?.consentId,
        arrangement_id: sandbox.sessions()[0]?.consentId,
        status: 'Active',
        active: true,
        end_user_id: 'eve',
        institution_id: '88888',
        institution_name: 'Banking Sandbox Data Holder',
        account_ids: ['everyday', 'savings', 'card'],
        permissions: ['balances'],
        created_at: '2026-11-20T00:00:00.000Z',
      },
    ]);
    const others = await call(sandbox, '/v1/consent?end_user_id=adam', undefined, token);
    expect(others.json).toEqual([]);
  });

  it('has no consent where the user cancelled', async () => {
    const sandbox = createSandbox();
    const visitor = createVisitor(sandbox);
    await visitor.open(sandbox.mint().auth_url);
    await visitor.press('Cancel');
    const { json } = await call(sandbox, '/v1/consent', undefined, await getToken(sandbox));
    expect(json).toEqual([]);
  });
});

describe('an address that is none', () => {
  it('is answered like every other error of the API', async () => {
    const { status, json } = await call(createSandbox(), '/v1/nothing');
    expect([status, Object.keys(json), json.name]).toEqual([404, ['id', 'name', 'message'], 'not_found']);
  });
});
