import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  answers,
  END_USERS,
  type FakeAnswer,
  never,
  noConnection,
  settled,
  setUp,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

const EMAIL = 'a+b@example.org';

describe('endUsers.create', () => {
  test('sends what was given, and gives the id', async () => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answers(201, { end_user_id: 'user-1', later: true }));
    const made = await server.endUsers.create({ email: EMAIL, name: 'Ada', phone: '+61412345678' });
    expect(made).toEqual({ end_user_id: 'user-1', later: true });
    expect(platform.callsTo(END_USERS)[0]?.body).toEqual({
      email: EMAIL,
      name: 'Ada',
      phone: '+61412345678',
    });
  });

  test('needs nothing', async () => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answers(201, { end_user_id: 'user-1' }));
    await server.endUsers.create();
    expect(platform.callsTo(END_USERS)[0]?.body).toEqual({});
  });

  test.each<[string, FakeAnswer]>([
    ['500', answers(500)],
    ['503', answers(503, {}, { 'retry-after': '1' })],
    [
      'a connection that broke',
      () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
    ],
    ['a failure of unknown kind', () => Promise.reject(new TypeError('fetch failed'))],
    ['a body that broke off', () => new Response(new ReadableStream({ pull: (c) => c.error(new Error()) }))],
    ['silence', never],
    ['an answer that cannot be used', answers(200, {})],
  ])('is not sent again after %s: it may have arrived, and would make a second user', async (_, answer) => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answer, answers(201, { end_user_id: 'second' }));
    const end = settled(server.endUsers.create({ email: EMAIL }));
    await vi.runAllTimersAsync();
    const { error } = await end;
    expect(error).toMatchObject({ name: 'ConsentServerError' });
    expect(error).not.toHaveProperty('unsent');
    expect(platform.callsTo(END_USERS)).toHaveLength(1);
  });

  test.each<[string, FakeAnswer]>([
    ['a connection that never was', noConnection],
    ['429', answers(429)],
    ['a token that was refused', answers(401)],
  ])('is sent again after %s: the platform has not acted on it', async (_, answer) => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answer, answers(201, { end_user_id: 'user-1' }));
    const end = settled(server.endUsers.create({ email: EMAIL }));
    await vi.runAllTimersAsync();
    expect((await end).value).toEqual({ end_user_id: 'user-1' });
    expect(platform.callsTo(END_USERS)).toHaveLength(2);
  });

  test('says where nothing was sent', async () => {
    const { server, platform } = setUp({ tries: 1 });
    platform.on(END_USERS, noConnection);
    const { error } = await settled(server.endUsers.create());
    expect(error).toMatchObject({ code: 'unavailable', unsent: true });
  });

  test.each([{ email: '' }, { phone: 61412345678 }])('refuses %o', async (input) => {
    const { server, platform } = setUp();
    await expect(server.endUsers.create(input as never)).rejects.toMatchObject({ code: 'invalid_option' });
    expect(platform.calls).toHaveLength(0);
  });
});

const FOUND = [
  { id: 'user-1', email: EMAIL },
  { end_user_id: 'user-2', email: EMAIL },
];

describe('endUsers.findByEmail', () => {
  test.each([
    ['bare', FOUND],
    ['in an envelope', { end_users: FOUND }],
  ])('gives all with that address, whatever the id is called (%s)', async (_, body) => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answers(200, body));
    expect(await server.endUsers.findByEmail(EMAIL)).toEqual([
      { id: 'user-1', end_user_id: 'user-1', email: EMAIL },
      { end_user_id: 'user-2', email: EMAIL },
    ]);
    expect(platform.callsTo(END_USERS)[0]?.query).toEqual({ email: EMAIL });
  });

  test.each(['other@example.org', `x${EMAIL}`, '', null, undefined, 7])(
    'leaves out an end user whose address is %o: it is somebody else',
    async (email) => {
      const { server, platform } = setUp();
      platform.on(END_USERS, answers(200, [{ id: 'user-2', email }, ...FOUND.slice(0, 1)]));
      expect((await server.endUsers.findByEmail(EMAIL)).map((one) => one.end_user_id)).toEqual(['user-1']);
    },
  );

  test('takes an address that the platform spells in other letter cases', async () => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answers(200, [{ id: 'user-1', email: EMAIL.toUpperCase() }]));
    expect(await server.endUsers.findByEmail(EMAIL)).toHaveLength(1);
  });

  test('gives none where there is none', async () => {
    const { server, platform } = setUp();
    platform.on(END_USERS, answers(200, []));
    expect(await server.endUsers.findByEmail(EMAIL)).toEqual([]);
  });
});

describe('one end user', () => {
  test('is got by its id', async () => {
    const { server, platform } = setUp();
    platform.on(`${END_USERS}/user%201`, answers(200, { id: 'user 1', name: 'Ada' }));
    expect(await server.endUsers.get('user 1')).toMatchObject({ end_user_id: 'user 1', name: 'Ada' });
  });

  test('is deleted by its id, and that may be said twice', async () => {
    const { server, platform } = setUp();
    platform.on(`${END_USERS}/user-1`, answers(503), () => new Response(null, { status: 204 }));
    const end = server.endUsers.delete('user-1');
    await vi.runAllTimersAsync();
    expect(await end).toBeUndefined();
    expect(platform.callsTo(`${END_USERS}/user-1`).map(({ init }) => init.method)).toEqual([
      'DELETE',
      'DELETE',
    ]);
  });

  test('that is none is an error with its status', async () => {
    const { server } = setUp();
    await expect(server.endUsers.get('nobody')).rejects.toMatchObject({ code: 'rejected', status: 404 });
  });

  test.each(['..', '.', ''])('is not looked for under %o, which would be another address', async (id) => {
    const { server, platform } = setUp();
    await expect(server.endUsers.delete(id)).rejects.toMatchObject({ code: 'invalid_option' });
    expect(platform.calls).toHaveLength(0);
  });
});
