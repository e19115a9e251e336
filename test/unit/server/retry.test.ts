import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ConsentServerOptions } from '../../../src/server.ts';
import {
  answers,
  type FakeAnswer,
  noConnection,
  SESSION,
  settled,
  setUp,
  TOKEN,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

/** Starts one call against these session answers and says when each request went out, in ms from the start. */
async function run(sessionAnswers: FakeAnswer[], options?: Partial<ConsentServerOptions>) {
  const { server, platform } = setUp(options);
  const start = Date.now();
  const times: number[] = [];
  const timed = sessionAnswers.map((answer): FakeAnswer => {
    return (call) => {
      times.push(Date.now() - start);
      return answer(call);
    };
  });
  platform.onSession(...timed);
  const end = settled(server.sessions.create({ endUserId: 'user-1' }));
  await vi.runAllTimersAsync();
  return { ...(await end), times, took: Date.now() - start, platform };
}

const fine = answers(200, { session_id: 's', auth_url: 'https://a.example', expires_at: 1_900_000_000 });

describe('trying again', () => {
  test.each([
    ['429', answers(429)],
    ['500', answers(500)],
    ['503', answers(503)],
    ['no connection', noConnection],
    ['a body that breaks off', () => new Response(new ReadableStream({ pull: (c) => c.error(new Error()) }))],
  ])('follows %s, and the second answer counts', async (_, failure) => {
    const { value, times } = await run([failure, fine]);
    expect(value).toMatchObject({ session_id: 's' });
    expect(times).toEqual([0, 250]);
  });

  test('waits twice as long the second time, then gives up with the last failure', async () => {
    const { error, times } = await run([answers(500), answers(502), answers(503), fine]);
    expect(times).toEqual([0, 250, 750]);
    expect(error).toMatchObject({ code: 'unavailable', status: 503 });
  });

  test('doubles the wait each time', async () => {
    const { times } = await run([answers(500), answers(500), answers(500), fine], { tries: 4 });
    expect(times).toEqual([0, 250, 750, 1_750]);
  });

  test('is at least half the wait, at most all of it, by chance', async () => {
    const { server, platform } = setUp();
    vi.mocked(Math.random).mockReturnValue(0);
    platform.onSession(answers(500));
    const end = server.sessions.create({ endUserId: 'user-1' });
    await vi.advanceTimersByTimeAsync(124);
    expect(platform.callsTo(SESSION)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(platform.callsTo(SESSION)).toHaveLength(2);
    await end;
  });

  test('ends after as many tries as were asked for', async () => {
    const { error, times } = await run([answers(429), fine], { tries: 1 });
    expect(error).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(times).toEqual([0]);
  });

  test.each([
    [400, 'rejected'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [422, 'rejected'],
  ])('does not follow %i', async (status, code) => {
    const { error, times } = await run([answers(status), fine]);
    expect(error).toMatchObject({ code, status });
    expect(times).toEqual([0]);
  });

  test('holds for the token as well, once for all calls that wait', async () => {
    const { server, platform } = setUp();
    platform.onToken(answers(503), noConnection);
    const both = Promise.all([
      server.sessions.create({ endUserId: 'user-1' }),
      server.sessions.create({ endUserId: 'user-2' }),
    ]);
    await vi.runAllTimersAsync();
    await both;
    expect(platform.callsTo(TOKEN)).toHaveLength(3);
  });

  test('a failed connection is named by the code of the system', async () => {
    const { error } = await run([noConnection], { tries: 1 });
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('ECONNREFUSED') });
  });

  test('any other text a failed connection brings is not shown', async () => {
    const strange: FakeAnswer = () => {
      throw Object.assign(new Error('sent: {}'), { code: 'sent: {}' });
    };
    const { error } = await run([strange], { tries: 1 });
    expect(error).toMatchObject({ message: 'POST /v1/auth/session got no answer' });
  });
});

describe('Retry-After', () => {
  test('in seconds is waited for', async () => {
    const { value, times } = await run([answers(429, {}, { 'retry-after': '4' }), fine]);
    expect(times).toEqual([0, 4_000]);
    expect(value).toMatchObject({ session_id: 's' });
  });

  test('as a date is waited for', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12, 0, 0) });
    const { times } = await run([answers(503, {}, { 'retry-after': 'Thu, 01 Jan 2026 12:00:03 GMT' }), fine]);
    expect(times).toEqual([0, 3_000]);
  });

  test('as a date is measured by the clock of the platform', async () => {
    vi.useFakeTimers({ now: Date.UTC(2020, 0, 1) });
    const dates = { date: 'Thu, 01 Jan 2026 12:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 12:00:02 GMT' };
    const { times } = await run([answers(429, {}, dates), fine]);
    expect(times).toEqual([0, 2_000]);
  });

  test.each(['0', '-5', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT', '1.5', ''])(
    'of "%s" leaves the usual wait',
    async (value) => {
      const { times } = await run([answers(429, {}, { 'retry-after': value }), fine]);
      expect(times).toEqual([0, 250]);
    },
  );

  test('in the past is no wait, and what is no time is not told on', async () => {
    const past = await run([answers(429, {}, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })], {
      tries: 1,
    });
    expect(past.error).toMatchObject({ retryAfter: 0 });
    for (const value of ['-5', '1.5', 'soon', '']) {
      const { error } = await run([answers(429, {}, { 'retry-after': value })], { tries: 1 });
      expect(error).not.toHaveProperty('retryAfter');
    }
  });

  test('beyond the time left fails at once, and says how long', async () => {
    const { error, took, times } = await run([answers(429, {}, { 'retry-after': '10' }), fine]);
    expect(error).toMatchObject({ code: 'rate_limited', status: 429, retryAfter: 10 });
    expect(times).toEqual([0]);
    expect(took).toBe(0);
  });

  test('of more digits than a number has is still a long time', async () => {
    const { error } = await run([answers(429, {}, { 'retry-after': '9'.repeat(400) })]);
    expect(error).toMatchObject({ retryAfter: 2 ** 31 });
  });
});
