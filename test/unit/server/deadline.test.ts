import { afterEach, describe, expect, test, vi } from 'vitest';
import { withDeadline } from '../../../src/server/deadline.ts';
import {
  answers,
  type FakeAnswer,
  never,
  SESSION,
  settled,
  setUp,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

const USER = { endUserId: 'user-1' };

/** Never answers, and fails the way the real `fetch` does when its signal is aborted. */
const neverButAbortable: FakeAnswer = ({ init }) =>
  new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });

const brokenBody: FakeAnswer = () => new Response(new ReadableStream({}));

describe('a deadline', () => {
  test('that has passed lets nothing more be waited for', async () => {
    const abort = new AbortController();
    const end = withDeadline(1_000, abort.signal, (deadline) => {
      abort.abort();
      return deadline.race(new Promise(() => {}));
    });
    await expect(end).rejects.toMatchObject({ code: 'aborted' });
  });

  test('leaves no listener on its signal, however the work ends', async () => {
    await withDeadline(1_000, undefined, async (deadline) => {
      const added = vi.spyOn(deadline.signal, 'addEventListener');
      const removed = vi.spyOn(deadline.signal, 'removeEventListener');
      await deadline.race(Promise.resolve());
      await deadline.race(Promise.reject(new Error('no'))).catch(() => {});
      await deadline.sleep(1);
      expect(added).toHaveBeenCalledTimes(3);
      expect(removed).toHaveBeenCalledTimes(3);
    });
  });
});

describe('the time-out', () => {
  test.each([
    ['a fetch that ignores its signal', never],
    ['a fetch that obeys it', neverButAbortable],
    ['a body that never ends', brokenBody],
  ])('ends a call that hangs in %s after ten seconds', async (_, answer) => {
    const { server, platform } = setUp();
    platform.onSession(answer);
    const end = settled(server.sessions.create(USER));
    let done = false;
    void end.then(() => (done = true));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toBe(true);
    expect((await end).error).toMatchObject({ code: 'timeout' });
    expect(platform.callsTo(SESSION)).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('tells the request to stop', async () => {
    const { server, platform } = setUp({ timeoutMs: 50 });
    platform.onSession(never);
    const end = settled(server.sessions.create(USER));
    await vi.advanceTimersByTimeAsync(50);
    await end;
    expect(platform.callsTo(SESSION)[0]?.init.signal?.aborted).toBe(true);
  });

  test('counts over all tries together', async () => {
    const { server, platform } = setUp({ timeoutMs: 1_000 });
    platform.onSession(answers(500), answers(500), never);
    const start = Date.now();
    const end = settled(server.sessions.create(USER));
    await vi.runAllTimersAsync();
    expect((await end).error).toMatchObject({ code: 'timeout' });
    expect(Date.now() - start).toBe(1_000);
  });

  test('that would come within the next wait is not waited for: the failure is told at once', async () => {
    const { server, platform } = setUp({ timeoutMs: 200 });
    platform.onSession(answers(500));
    await expect(server.sessions.create(USER)).rejects.toMatchObject({ code: 'unavailable', status: 500 });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the signal', () => {
  test('that is aborted already lets nothing be sent', async () => {
    const { server, platform } = setUp();
    await expect(server.sessions.create(USER, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(platform.calls).toHaveLength(0);
  });

  test.each([
    ['a request', never],
    ['a request that obeys it', neverButAbortable],
    ['a wait', answers(500)],
  ])('stops the call in the middle of %s, and nothing more is sent', async (_, answer) => {
    const { server, platform } = setUp();
    platform.onSession(answer);
    const abort = new AbortController();
    const end = settled(server.sessions.create(USER, { signal: abort.signal }));
    await vi.advanceTimersByTimeAsync(100);
    abort.abort(new Error('the user left'));
    expect((await end).error).toMatchObject({ name: 'ConsentServerError', code: 'aborted' });
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(platform.callsTo(SESSION)).toHaveLength(1);
  });
});

test.each([5, 'now', {}, new AbortController()])('a signal that is none is refused: %o', async (signal) => {
  const { server, platform } = setUp();
  const end = settled(server.consents.list('user-1', { signal: signal as AbortSignal }));
  expect((await end).error).toMatchObject({
    code: 'invalid_option',
    message: 'signal must be an AbortSignal',
  });
  expect(platform.calls).toHaveLength(0);
});
