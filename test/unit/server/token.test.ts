import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  answers,
  json,
  never,
  SESSION,
  sessionJson,
  settled,
  setUp,
  TOKEN,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

const USER = { endUserId: 'user-1' };

describe('the access token', () => {
  test('is fetched once and used again', async () => {
    const { server, platform } = setUp();
    await server.sessions.create(USER);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
    expect(platform.callsTo(SESSION)).toHaveLength(2);
  });

  test('is fetched once for calls that come together', async () => {
    const { server, platform } = setUp();
    await Promise.all([
      server.sessions.create(USER),
      server.sessions.create(USER),
      server.sessions.create(USER),
    ]);
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
  });

  test('is renewed a minute before its 900 seconds end, and not earlier', async () => {
    const { server, platform } = setUp();
    await server.sessions.create(USER);
    vi.advanceTimersByTime(839_000);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
    expect(platform.callsTo(SESSION)[2]?.headers.get('authorization')).toBe('Bearer token-2');
  });

  test('with a short life is kept for nine tenths of it', async () => {
    const { server, platform } = setUp();
    platform.onToken(answers(200, { token: 'short', expires_in: 30 }));
    await server.sessions.create(USER);
    vi.advanceTimersByTime(26_000);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
  });

  test('counts its life from when it was asked for, not from when it came', async () => {
    const { server, platform } = setUp();
    platform.onToken(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return json(200, { token: 'slow', expires_in: 900 });
    });
    const first = server.sessions.create(USER);
    await vi.advanceTimersByTimeAsync(5_000);
    await first;
    await vi.advanceTimersByTimeAsync(835_000);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
  });

  test('is read under its older name too', async () => {
    const { server, platform } = setUp();
    platform.onToken(answers(200, { access_token: 'older', expires_in: 3600 }));
    await server.sessions.create(USER);
    expect(platform.callsTo(SESSION)[0]?.headers.get('authorization')).toBe('Bearer older');
  });

  test('without a lifetime is not kept', async () => {
    const { server, platform } = setUp();
    platform.onToken(answers(200, { token: 'once' }));
    await server.sessions.create(USER);
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
  });

  test.each([{}, { token: '' }, { token: 5 }, { token: 'two\nlines' }, null])(
    'that cannot be used is a bad response: %o',
    async (body) => {
      const { server, platform } = setUp();
      platform.onToken(answers(200, body));
      await expect(server.sessions.create(USER)).rejects.toMatchObject({ code: 'bad_response' });
      expect(platform.callsTo(SESSION)).toHaveLength(0);
    },
  );

  test('that was refused is not remembered as a failure', async () => {
    const { server, platform } = setUp();
    platform.onToken(answers(401, { name: 'unauthorized' }));
    await expect(server.sessions.create(USER)).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
    await expect(server.sessions.create(USER)).resolves.toMatchObject({ session_id: 'session-1' });
  });

  test('is fetched on for the others when the call that began it is aborted', async () => {
    const { server, platform } = setUp();
    let deliver = (_: Response) => {};
    platform.onToken(() => new Promise<Response>((resolve) => (deliver = resolve)));
    const abort = new AbortController();
    const first = settled(server.sessions.create(USER, { signal: abort.signal }));
    const second = server.sessions.create(USER);
    abort.abort();
    expect((await first).error).toMatchObject({ code: 'aborted' });
    deliver(json(200, { token: 'shared', expires_in: 900 }));
    await expect(second).resolves.toMatchObject({ session_id: 'session-1' });
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
  });

  test('is not asked for again by a call that has no time left', async () => {
    const { server, platform } = setUp();
    platform.onToken(never);
    const end = settled(server.sessions.create(USER));
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await end).error).toMatchObject({ code: 'timeout' });
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is asked for again by a call that joined late and has time left', async () => {
    const { server, platform } = setUp();
    platform.onToken(never);
    const first = settled(server.sessions.create(USER));
    await vi.advanceTimersByTimeAsync(9_000);
    const late = settled(server.sessions.create(USER));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await first).error).toMatchObject({ code: 'timeout' });
    expect((await late).value).toMatchObject({ session_id: 'session-1' });
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
  });

  test('of a flight whose timers died with a worker request is not waited for for ever', async () => {
    const { server, platform } = setUp();
    platform.onToken(never);
    void server.sessions.create(USER).catch(() => {});
    await vi.advanceTimersByTimeAsync(0);
    vi.clearAllTimers();
    vi.setSystemTime(Date.now() + 10_000);
    await expect(server.sessions.create(USER)).resolves.toMatchObject({ session_id: 'session-1' });
  });
});

describe('a 401 for the session', () => {
  test('is answered with one new token', async () => {
    const { server, platform } = setUp();
    platform.onSession(answers(401));
    await expect(server.sessions.create(USER)).resolves.toMatchObject({ session_id: 'session-2' });
    const used = platform.callsTo(SESSION).map((call) => call.headers.get('authorization'));
    expect(used).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('ends the call when the new token is refused too, and that token is given up', async () => {
    const { server, platform } = setUp();
    platform.onSession(answers(401), answers(401));
    await expect(server.sessions.create(USER)).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
    expect(platform.callsTo(SESSION)).toHaveLength(2);
    await server.sessions.create(USER);
    expect(platform.callsTo(SESSION)[2]?.headers.get('authorization')).toBe('Bearer token-3');
  });

  test('of many calls with the same token causes one new token', async () => {
    const { server, platform } = setUp();
    await server.sessions.create(USER);
    platform.onSession(answers(401), answers(401), answers(401));
    await Promise.all([
      server.sessions.create(USER),
      server.sessions.create(USER),
      server.sessions.create(USER),
    ]);
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
  });

  test('that comes after the token was replaced does not cost the new token', async () => {
    const { server, platform } = setUp();
    await server.sessions.create(USER);
    const late = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return json(401, {});
    };
    platform.onSession(late, answers(401));
    const slow = server.sessions.create(USER);
    await server.sessions.create(USER);
    await vi.advanceTimersByTimeAsync(1_000);
    await slow;
    expect(platform.callsTo(TOKEN)).toHaveLength(2);
  });

  test('is not what a 403 is: the token is good, the client may not', async () => {
    const { server, platform } = setUp();
    platform.onSession(answers(403, { name: 'forbidden' }));
    await expect(server.sessions.create(USER)).rejects.toMatchObject({ code: 'unauthorized', status: 403 });
    platform.onSession(answers(200, sessionJson('again')));
    await server.sessions.create(USER);
    expect(platform.callsTo(TOKEN)).toHaveLength(1);
  });
});
