import { describe, expect, it } from 'vitest';
import { parseAuthSession } from '../../../src/model/auth-session.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox.ts';
import { ask, createClient, getToken, post } from './client.ts';

const NOW = Date.UTC(2026, 10, 20);

async function mint(sandbox: Sandbox, body: unknown) {
  return (await createClient(sandbox)).post('/v1/auth/session', body);
}

describe('POST /v1/token', () => {
  it('gives any client a token for fifteen minutes', async () => {
    const body = post({ client_id: 'app', client_secret: 'secret' });
    const { status, json } = await ask(createSandbox(), '/v1/token', body);
    expect([status, json]).toEqual([200, { token: expect.stringMatching(/./), expires_in: 900 }]);
  });

  it.each([
    [{ client_id: 'other', client_secret: 'right' }],
    [{ client_id: 'app', client_secret: 'wrong' }],
    [{ client_id: 'app' }],
  ])('refuses %j where another client was set up', async (body) => {
    const sandbox = createSandbox({ clientId: 'app', clientSecret: 'right' });
    const { status, json } = await ask(sandbox, '/v1/token', post(body));
    expect(status).toBe(401);
    expect(json).toEqual({
      id: expect.stringMatching(/^err_[0-9a-f-]{36}$/),
      name: 'unauthorized',
      message: expect.stringContaining('client_secret'),
      temporary: false,
      timeout: false,
      fault: false,
    });
  });

  it('gives the client that was set up its token', async () => {
    const sandbox = createSandbox({ clientId: 'app', clientSecret: 'right' });
    const { status } = await ask(sandbox, '/v1/token', post({ client_id: 'app', client_secret: 'right' }));
    expect(status).toBe(200);
  });

  it('wants an id and a secret even where any will do', async () => {
    const { status } = await ask(createSandbox(), '/v1/token', post({ client_id: 'app' }));
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
      'home must be one of both',
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
    expect(json.message).toMatch(/Unknown setting "faults"\. .*ending.*autopilotUntil/);
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
  const paths = ['/v1/institutions?client_id=app', '/v1/consent', '/v1/end-users'];

  it.each(paths)('is needed for %s', async (path) => {
    const sandbox = createSandbox();
    expect((await ask(sandbox, path)).status).toBe(401);
    expect((await (await createClient(sandbox)).get(path)).status).toBe(200);
  });

  it.each(['/v1/consent/1', '/v1/end-users/1'])('is needed to delete %s', async (path) => {
    expect((await ask(createSandbox(), path, { method: 'DELETE' })).status).toBe(401);
  });

  it('is needed to mint, and comes before what else is wrong', async () => {
    const { status, json } = await ask(createSandbox(), '/v1/auth/session', post({}));
    expect([status, json.name]).toEqual([401, 'unauthorized']);
  });

  it('counts only in the sandbox that issued it', async () => {
    const authorization = `Bearer ${await getToken(createSandbox())}`;
    expect((await ask(createSandbox(), '/v1/consent', { headers: { authorization } })).status).toBe(401);
  });

  it('stops working after its fifteen minutes', async () => {
    let now = NOW;
    const sandbox = createSandbox({ now: () => now });
    const client = await createClient(sandbox);
    now += 899_000;
    expect((await client.get('/v1/consent')).status).toBe(200);
    now += 1000;
    expect((await client.get('/v1/consent')).status).toBe(401);
  });
});

describe('the version of the API', () => {
  it.each(['v1', 'v2', 'v3'])('is %s where the request says so, and the answer tells', async (version) => {
    const { status, headers } = await (await createClient(createSandbox(), version)).get('/v1/consent');
    expect([status, headers.get('x-fiskil-version')]).toEqual([200, version]);
  });

  it.each([
    [undefined, 'v2'],
    ['v1', 'v1'],
    ['v3', 'v3'],
  ] as const)('is the account’s pin (%s: %s) where it does not', async (apiVersion, expected) => {
    const sandbox = createSandbox(apiVersion && { apiVersion });
    const { headers } = await (await createClient(sandbox)).get('/v1/consent');
    expect(headers.get('x-fiskil-version')).toBe(expected);
  });

  it.each(['v4', 'V2', '2', '2.0.0', 'v2, v3', '2026-01-01'])('cannot be %s', async (version) => {
    const { status, json } = await ask(createSandbox(), '/v1/token', {
      ...post({ client_id: 'app', client_secret: 'secret' }),
      headers: { 'x-fiskil-version': version },
    });
    expect([status, json.name]).toEqual([400, 'invalid_version']);
    expect(json.message).toContain('one of v1, v2, v3');
  });

  it('cannot be pinned to one that there is not', () => {
    expect(() => createSandbox({ apiVersion: 'v4' as never })).toThrow(
      'apiVersion must be one of v1, v2, v3',
    );
  });
});

describe('GET /v1/institutions', () => {
  const path = '/v1/institutions?client_id=app';

  it('has institutions in every state, and the platform’s own sandbox first', async () => {
    const sandbox = createSandbox();
    const { json } = await (await createClient(sandbox)).get(path);
    expect(json[0]).toEqual({
      id: '88888',
      name: 'Banking Sandbox Data Holder',
      icon: `${sandbox.origin}/icons/88888.svg`,
      logo: `${sandbox.origin}/icons/88888.svg`,
      industry: 'banking',
      is_accessible: true,
      priority: 1,
      status: { connections: { status: 'HEALTHY' } },
    });
    const states = json.map((one: (typeof json)[0]) => one.status.connections.status);
    expect(new Set(states)).toEqual(new Set(['HEALTHY', 'DEGRADED', 'OUTAGE']));
  });

  it.each(['banking', 'energy', 'telco'])('has those of one industry alone: %s', async (industry) => {
    const { json } = await (await createClient(createSandbox())).get(`${path}&industry=${industry}`);
    const industries = new Set(json.map((one: (typeof json)[0]) => one.industry));
    expect([...industries]).toEqual(industry === 'telco' ? [] : [industry]);
  });

  it.each(['/v1/institutions', '/v1/institutions?client_id=other'])('wants its client: %s', async (wrong) => {
    const { status, json } = await (await createClient(createSandbox())).get(wrong);
    expect([status, json.name]).toEqual([400, 'invalid_request']);
    expect(json.message).toContain('client_id');
  });

  it('names addresses of icons that are there', async () => {
    const sandbox = createSandbox();
    const icon = await sandbox.fetch(new Request(`${sandbox.origin}/icons/88888.svg`));
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    const none = await sandbox.fetch(new Request(`${sandbox.origin}/icons/1.svg`));
    expect(none.status).toBe(404);
  });
});

describe('an address that is none', () => {
  it('is answered like every other error of the API', async () => {
    const { status, json } = await ask(createSandbox(), '/v1/nothing');
    const fields = ['id', 'name', 'message', 'temporary', 'timeout', 'fault'];
    expect([status, Object.keys(json), json.name]).toEqual([404, fields, 'not_found']);
  });
});
