import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ConsentServerOptions, HandlerOptions, UserResolver } from '../../../src/server.ts';
import { answers, CONSENTS, json, sessionJson, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const USER = { endUserId: 'user-1' };
const MINTED = 'Fri, 01 May 2026 10:00:00 GMT';
const CONSENT = {
  arrangement_id: 'arr-1',
  active: true,
  created_at: '2026-05-01T10:00:00Z',
  end_user_id: 'user-1',
};

async function minted(
  resolve: UserResolver = () => USER,
  handling?: HandlerOptions,
  options?: Partial<ConsentServerOptions>,
) {
  const { server, platform } = setUp(options);
  platform.onSession(() => json(200, sessionJson('session-1'), { date: MINTED }));
  await server.sessions.create(USER);
  const handler = server.sessions.toStatusHandler(resolve, handling);
  const ask = async (sessionId: unknown = 'session-1', init: RequestInit = {}) => {
    const body = JSON.stringify({ session_id: sessionId });
    const response = await handler(
      new Request('https://app.example/status', { method: 'POST', body, ...init }),
    );
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const consents = (...all: object[]) => platform.on(CONSENTS, answers(200, all));
  return { server, platform, ask, consents };
}

describe('the status of the newest session', () => {
  test('is success once the user has an active consent made since', async () => {
    const { ask, consents } = await minted();
    consents();
    expect(await ask()).toEqual({ status: 200, body: { status: 'pending' } });
    consents(CONSENT);
    expect(await ask()).toEqual({ status: 200, body: { status: 'success' } });
  });

  test.each<[string, object]>([
    ['made before', { created_at: '2026-05-01T09:59:59Z' }],
    ['that is revoked', { active: false }],
    ['of somebody else', { end_user_id: 'user-2' }],
  ])('is pending with a consent %s', async (_, consent) => {
    const { ask, consents } = await minted();
    consents({ ...CONSENT, ...consent });
    expect((await ask()).body).toEqual({ status: 'pending' });
  });

  test('is success for a renewal', async () => {
    const { ask, consents } = await minted();
    consents({ ...CONSENT, created_at: '2025-01-01T00:00:00Z', last_consent: '2026-05-01T10:00:01Z' });
    expect((await ask()).body).toEqual({ status: 'success' });
  });

  test('goes by the clock of the platform where the one here is ahead', async () => {
    const { server, platform } = setUp();
    vi.setSystemTime(Date.parse('2026-05-01T10:07:00Z'));
    platform.onSession(() => json(200, sessionJson('session-1'), { date: MINTED }));
    await server.sessions.create(USER);
    platform.on(CONSENTS, answers(200, [CONSENT]));
    const body = JSON.stringify({ session_id: 'session-1' });
    const handler = server.sessions.toStatusHandler(() => USER);
    const response = await handler(new Request('https://app.example/', { method: 'POST', body }));
    expect(await response.json()).toEqual({ status: 'success' });
  });

  test('goes by whole seconds of the clock here where the platform tells no time', async () => {
    const { server, platform } = setUp();
    vi.setSystemTime(Date.parse('2026-05-01T10:00:00.900Z'));
    await server.sessions.create(USER);
    platform.on(CONSENTS, answers(200, [CONSENT]));
    const handler = server.sessions.toStatusHandler(() => USER);
    const body = JSON.stringify({ session_id: 'session-1' });
    const response = await handler(new Request('https://app.example/', { method: 'POST', body }));
    expect(await response.json()).toEqual({ status: 'success' });
  });
});

describe('a status is refused', () => {
  test('for any session but the newest, without a word to the platform', async () => {
    const { server, platform, ask } = await minted();
    platform.onSession(answers(200, sessionJson('session-2')));
    await server.sessions.create(USER);
    expect(await ask('session-1')).toMatchObject({
      status: 404,
      body: { error: { code: 'session_not_found' } },
    });
    expect(platform.callsTo(CONSENTS)).toHaveLength(0);
  });

  test('for the session of somebody else', async () => {
    const { ask } = await minted(() => ({ endUserId: 'user-2' }));
    expect((await ask()).status).toBe(404);
  });

  test('for a session of long ago', async () => {
    vi.useFakeTimers({ now: 0 });
    const { ask } = await minted();
    // It expired in 2030, and a day has passed.
    vi.setSystemTime((1_900_000_000 + 24 * 3600) * 1000);
    expect((await ask()).status).toBe(404);
  });

  test('where nobody is logged in', async () => {
    expect(await (await minted(() => null)).ask()).toMatchObject({
      status: 401,
      body: { error: { code: 'unauthenticated' } },
    });
  });

  test.each([undefined, '', 7, null, {}])('for the session id %o', async (sessionId) => {
    const { ask, platform } = await minted();
    const body = JSON.stringify({ session_id: sessionId });
    expect((await ask(undefined, { body })).status).toBe(400);
    expect(platform.callsTo(CONSENTS)).toHaveLength(0);
  });

  test('to other sites', async () => {
    const { ask } = await minted();
    expect((await ask('session-1', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  test('where the platform fails, in general words', async () => {
    const onError = vi.fn();
    const { ask, platform } = await minted(undefined, { onError }, { tries: 1 });
    platform.on(CONSENTS, answers(500, { id: 'err_1', message: 'inside' }));
    const { status, body } = await ask();
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toContain('inside');
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'unavailable' }));
  });
});

describe('the store', () => {
  test('is asked under a key of its own for each user, whatever an id holds', async () => {
    const keys: string[] = [];
    const store = {
      getItem: (key: string) => void keys.push(key),
      setItem: (key: string) => void keys.push(key),
    };
    const { server } = setUp({ store });
    for (const endUserId of ['a:b', 'a/b', 'a?b', '.', '..', 'a b', 'ä'])
      await server.sessions.create({ endUserId });
    expect(new Set(keys).size).toBe(7);
    for (const key of keys) expect(key).toMatch(/^open-consent:session-[\w%.-]+$/);
  });

  test('keeps a session until a day after it has expired', async () => {
    const setItem = vi.fn();
    const { server } = setUp({ store: { getItem: () => null, setItem } });
    vi.setSystemTime(1_899_999_000_000);
    await server.sessions.create(USER);
    const value = JSON.stringify({ sessionId: 'session-1', mintedAt: 1_899_999_000_000 });
    expect(setItem).toHaveBeenCalledExactlyOnceWith('open-consent:session-user-1', value, {
      ttl: 1_000 + 86_400,
    });
  });

  test.each([
    ['text', (value: string) => value],
    ['what the text means, as unstorage does', (value: string) => JSON.parse(value)],
  ])('may give %s back', async (_, back) => {
    const items = new Map<string, string>();
    const store = {
      getItem: async (key: string) => back(items.get(key) ?? 'null'),
      setItem: async (key: string, value: string) => void items.set(key, value),
    };
    const { ask, consents } = await minted(undefined, undefined, { store });
    consents(CONSENT);
    expect((await ask()).body).toEqual({ status: 'success' });
  });

  test.each(['rubbish', '7', '{"sessionId":7}', 7, [], { sessionId: 'session-1' }])(
    'that gives %o back has nothing',
    async (value) => {
      const { ask } = await minted(undefined, undefined, {
        store: { getItem: () => value, setItem: () => {} },
      });
      expect((await ask()).status).toBe(404);
    },
  );

  test('that fails ends the call, with nothing of its own error but a code of the system', async () => {
    const broken = () =>
      Promise.reject(Object.assign(new Error('redis://:pass@db'), { code: 'ECONNREFUSED' }));
    const { server } = setUp({ store: { getItem: broken, setItem: broken } });
    const error = await server.sessions.create(USER).catch((reason: Error) => reason);
    expect(error).toMatchObject({
      code: 'store_failed',
      message: 'store.setItem() threw or rejected (ECONNREFUSED)',
    });
    const answer = await server.sessions.toHandler(() => USER)(
      new Request('https://a.example', { method: 'POST' }),
    );
    expect(answer.status).toBe(503);
  });
});
