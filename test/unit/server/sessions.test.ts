import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConsentServer } from '../../../src/server.ts';
import {
  answers,
  SECRET,
  SESSION,
  sessionJson,
  setUp,
  TOKEN,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

describe('create', () => {
  test('gives the JSON of the platform as it came, unknown fields too', async () => {
    const { server, platform } = setUp();
    const sent = { ...sessionJson('s-1'), expires_at: '2030-01-01T00:00:00Z', brand_new: [1] };
    platform.onSession(answers(201, sent));
    expect(await server.sessions.create({ endUserId: 'user-1' })).toEqual(sent);
  });

  test('asks for a token with the credentials, and for the session with that token', async () => {
    const { server, platform } = setUp();
    await server.sessions.create({ endUserId: 'user-1' });
    const [token, session] = platform.calls;
    expect(token?.url).toBe('https://api.fiskil.com/v1/token');
    expect(token?.body).toEqual({ client_id: 'the-client-id', client_secret: SECRET });
    expect(token?.headers.get('authorization')).toBeNull();
    expect(session?.url).toBe('https://api.fiskil.com/v1/auth/session');
    expect(session?.headers.get('authorization')).toBe('Bearer token-1');
    expect(session?.init.method).toBe('POST');
    expect(session?.headers.get('content-type')).toBe('application/json');
  });

  test.each([
    [undefined, 'v2'],
    ['v1', 'v1'],
    ['v3', 'v3'],
  ])('names a version of the API in every request: asked for %s, sent %s', async (apiVersion, sent) => {
    const { server, platform } = setUp({ ...(apiVersion && { apiVersion }) });
    await server.sessions.create({ endUserId: 'user-1' });
    expect(platform.calls.map(({ headers }) => headers.get('x-fiskil-version'))).toEqual([sent, sent]);
  });

  test('sends only the fields that were given', async () => {
    const { server, platform } = setUp();
    await server.sessions.create({ endUserId: 'user-1' });
    expect(platform.callsTo(SESSION)[0]?.body).toEqual({ end_user_id: 'user-1' });
  });

  test('spells every field the way of the platform', async () => {
    const { server, platform } = setUp();
    await server.sessions.create({
      endUserId: 'user-1',
      redirectUri: 'https://app.example/back?state=1',
      cancelUri: 'http://localhost:3000/cancel',
      institutionId: '88888',
      permissions: ['bank:accounts.basic:read'],
      arrangementId: 'arr-1',
    });
    expect(platform.callsTo(SESSION)[0]?.body).toEqual({
      end_user_id: 'user-1',
      redirect_uri: 'https://app.example/back?state=1',
      cancel_uri: 'http://localhost:3000/cancel',
      institution_id: '88888',
      permissions: ['bank:accounts.basic:read'],
      arrangement_id: 'arr-1',
    });
  });

  test('keeps the path of a base address, with or without a slash at its end', async () => {
    const { server, platform } = setUp({ baseUrl: 'http://localhost:4000/platform/' });
    await server.sessions.create({ endUserId: 'user-1' }).catch(() => {});
    expect(platform.calls[0]?.url).toBe('http://localhost:4000/platform/v1/token');
  });

  test('follows no redirect, which could carry the credentials elsewhere', async () => {
    const { server, platform } = setUp();
    platform.onToken(
      () => new Response(null, { status: 308, headers: { location: 'https://evil.example' } }),
    );
    await expect(server.sessions.create({ endUserId: 'user-1' })).rejects.toMatchObject({
      code: 'bad_response',
      status: 308,
    });
    expect(platform.calls.map((call) => call.init.redirect)).toEqual(['manual']);
  });

  test('uses the global fetch of the moment of the call', async () => {
    const { platform } = setUp();
    const server = createConsentServer({ clientId: 'id', clientSecret: SECRET });
    vi.stubGlobal('fetch', platform.fetch);
    await expect(server.sessions.create({ endUserId: 'user-1' })).resolves.toMatchObject({
      session_id: 'session-1',
    });
  });

  test.each([
    ['no JSON', () => new Response('<html>')],
    ['an array', answers(200, [])],
    ['nothing', () => new Response(null, { status: 204 })],
    ['no session id', answers(200, { ...sessionJson('s'), session_id: '' })],
    ['no address', answers(200, { ...sessionJson('s'), auth_url: undefined })],
    ['an expiry in milliseconds', answers(200, { ...sessionJson('s'), expires_at: 1_900_000_000_000 })],
    ['other names', answers(200, { sessionId: 's', authUrl: 'https://a.example', expiresAt: 1_900_000_000 })],
  ])('refuses a session answer with %s, and does not ask again', async (_, answer) => {
    const { server, platform } = setUp();
    platform.onSession(answer);
    await expect(server.sessions.create({ endUserId: 'user-1' })).rejects.toMatchObject({
      code: 'bad_response',
    });
    expect(platform.callsTo(SESSION)).toHaveLength(1);
  });

  test('names the field of the answer that is wrong', async () => {
    const { server, platform } = setUp();
    platform.onSession(answers(200, { ...sessionJson('s'), expires_at: 'soon' }));
    await expect(server.sessions.create({ endUserId: 'user-1' })).rejects.toThrow(/expires_at/);
  });

  test('leaves no timer and no listener behind', async () => {
    const { server } = setUp();
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    const added = vi.spyOn(signal, 'addEventListener');
    await server.sessions.create({ endUserId: 'user-1' }, { signal });
    expect(vi.getTimerCount()).toBe(0);
    expect(removed.mock.calls.length).toBe(added.mock.calls.length);
    expect(added).toHaveBeenCalled();
  });
});

test('importing and constructing send nothing', () => {
  const { platform } = setUp();
  expect(platform.callsTo(TOKEN)).toHaveLength(0);
});
