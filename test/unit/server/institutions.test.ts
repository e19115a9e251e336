import { afterEach, describe, expect, test, vi } from 'vitest';
import type { InstitutionsHandlerOptions } from '../../../src/server.ts';
import { answers, INSTITUTIONS, noConnection, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const BANK = {
  id: '88888',
  name: 'Banking Sandbox Data Holder',
  icon: 'https://img.example/i.svg',
  logo: 'https://img.example/l.svg',
  industry: 'banking',
  status: { connections: { status: 'HEALTHY' } },
  priority: 1,
};

describe('institutions.list', () => {
  test('asks with the id of the client, and passes everything on', async () => {
    const { server, platform } = setUp();
    platform.on(INSTITUTIONS, answers(200, [BANK]));
    expect(await server.institutions.list({ industry: 'banking' })).toEqual([BANK]);
    const call = platform.callsTo(INSTITUTIONS)[0];
    expect(call?.query).toEqual({ client_id: 'the-client-id', industry: 'banking' });
    expect(call?.headers.get('authorization')).toBe('Bearer token-1');
  });

  test('asks for all without an industry', async () => {
    const { server, platform } = setUp();
    platform.on(INSTITUTIONS, answers(200, { institutions: [BANK] }));
    expect(await server.institutions.list()).toEqual([BANK]);
    expect(platform.callsTo(INSTITUTIONS)[0]?.query).toEqual({ client_id: 'the-client-id' });
  });

  test.each([{}, [{ id: '1' }], [{ name: 'x' }]])('says so where the answer is %o', async (body) => {
    const { server, platform } = setUp();
    platform.on(INSTITUTIONS, answers(200, body));
    await expect(server.institutions.list()).rejects.toMatchObject({ code: 'bad_response' });
  });
});

describe('the handler of institutions', () => {
  const ADDRESS = 'https://app.example/api/institutions?industry=energy&client_id=x';
  function handle(options?: InstitutionsHandlerOptions) {
    const { server, platform } = setUp({ tries: 1 });
    const handler = server.institutions.toHandler({ onError: () => {}, ...options });
    return { platform, handler, get: (init?: RequestInit) => handler(new Request(ADDRESS, init)) };
  }

  test('answers with what a picker shows, and nothing else', async () => {
    const { platform, get } = handle({ industry: 'banking' });
    platform.on(INSTITUTIONS, answers(200, [BANK]));
    const response = await get();
    const { id, name, icon, logo, industry } = BANK;
    expect(await response.json()).toEqual({
      institutions: [{ id, name, icon, logo, industry, status: 'HEALTHY' }],
    });
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(platform.callsTo(INSTITUTIONS)[0]?.query).toEqual({
      client_id: 'the-client-id',
      industry: 'banking',
    });
  });

  test('asks the platform once for all who ask within five minutes', async () => {
    const { platform, get } = handle();
    platform.on(INSTITUTIONS, answers(200, [BANK]), answers(200, []));
    await Promise.all([get(), get(), get()]);
    vi.advanceTimersByTime(299_999);
    await get();
    expect(platform.callsTo(INSTITUTIONS)).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(await (await get()).json()).toEqual({ institutions: [] });
    expect(platform.callsTo(INSTITUTIONS)).toHaveLength(2);
  });

  test('keeps no failure, and lets none be cached', async () => {
    const { platform, get } = handle();
    platform.on(INSTITUTIONS, noConnection, answers(200, [BANK]));
    const failed = await get();
    expect(failed.status).toBe(503);
    expect(failed.headers.get('cache-control')).toBe('no-store');
    expect((await get()).status).toBe(200);
  });

  test('takes GET only, from any page, and lets those that are listed read the answer', async () => {
    const { get, platform } = handle({ allowedOrigins: ['https://host.example'] });
    platform.on(INSTITUTIONS, answers(200, [BANK]));
    const refused = await get({ method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
    const listed = await get({ headers: { origin: 'https://host.example' } });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://host.example');
    const foreign = await get({
      headers: { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(200);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('tells caches that the answer to a listed page is another one, whoever asks', async () => {
    const { get, platform } = handle({ allowedOrigins: ['https://host.example'] });
    platform.on(INSTITUTIONS, answers(200, [BANK]));
    for (const headers of [{}, { origin: 'https://other.example' }, { origin: 'https://host.example' }]) {
      expect((await get({ headers })).headers.get('vary')).toBe('origin');
    }
  });

  test('leaves out the institutions that the platform says this client cannot use', async () => {
    const { get, platform } = handle();
    const others = [
      { ...BANK, id: '1', is_accessible: false },
      { ...BANK, id: '2', is_accessible: true },
    ];
    platform.on(INSTITUTIONS, answers(200, [BANK, ...others]));
    const { institutions } = (await (await get()).json()) as { institutions: { id: string }[] };
    expect(institutions.map(({ id }) => id)).toEqual(['88888', '2']);
  });
});
