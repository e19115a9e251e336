import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { safeStore } from '../../../src/server/store.ts';
import { once } from '../../../src/server/webhooks/once.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** As Redis is: what was written last is read, everything takes its time, and nothing stays for ever. */
function createStore(ms: () => number) {
  const items = new Map<string, { value: string; endsAt: number }>();
  const later = () => new Promise((resolve) => setTimeout(resolve, ms()));
  return safeStore({
    getItem: async (key) => {
      await later();
      const item = items.get(key);
      return item && item.endsAt > Date.now() ? item.value : null;
    },
    setItem: async (key, value, { ttl }) => {
      await later();
      items.set(key, { value, endsAt: Date.now() + ttl * 1000 });
    },
  });
}

describe('a webhook', () => {
  test.each([2, 5, 20])('that comes to %i processes at the same time is processed once', async (count) => {
    for (let run = 0; run < 20; run++) {
      const store = createStore(() => Math.random() * 45);
      const work = vi.fn(async () => {});
      const turns = Promise.all(Array.from({ length: count }, () => once(store, 'm', work)));
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await turns).filter((turn) => turn === 'done')).toHaveLength(1);
      expect(work).toHaveBeenCalledOnce();
    }
  });

  test('is processed once however long after the first the second comes', async () => {
    for (let gap = 0; gap <= 300; gap += 7) {
      const store = createStore(() => 20);
      const work = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 30)));
      const first = once(store, 'm', work);
      await vi.advanceTimersByTimeAsync(gap);
      const second = once(store, 'm', work);
      await vi.advanceTimersByTimeAsync(1_000);
      await Promise.all([first, second]);
      expect(work).toHaveBeenCalledOnce();
    }
  });

  test('is processed again where the first attempt failed, and not after it has succeeded', async () => {
    const store = createStore(() => 1);
    const work = vi.fn(async () => {}).mockRejectedValueOnce(new Error('no'));
    const turns = async () => {
      const turn = once(store, 'm', work).catch((error: Error) => error.message);
      await vi.advanceTimersByTimeAsync(200);
      return turn;
    };
    expect([await turns(), await turns(), await turns()]).toEqual(['no', 'done', 'done']);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('is another’s turn after a minute, where a process died over it', async () => {
    const store = createStore(() => 1);
    const work = vi.fn(() => new Promise(() => {}));
    void once(store, 'm', work);
    await vi.advanceTimersByTimeAsync(59_000);
    await expectBusy(once(store, 'm', work));
    await vi.advanceTimersByTimeAsync(2_000);
    void once(store, 'm', work);
    await vi.advanceTimersByTimeAsync(200);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('is known for a day', async () => {
    const store = createStore(() => 1);
    const work = vi.fn(async () => {});
    for (const wait of [0, 86_399_000, 2_000]) {
      await vi.advanceTimersByTimeAsync(wait);
      void once(store, 'm', work);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('does not share its turn with another webhook', async () => {
    const store = createStore(() => 1);
    const work = vi.fn(async () => {});
    void Promise.all(['a:b', 'a/b', 'a?b', 'ab'].map((id) => once(store, id, work)));
    await vi.advanceTimersByTimeAsync(200);
    expect(work).toHaveBeenCalledTimes(4);
  });
});

async function expectBusy(turn: Promise<string>): Promise<void> {
  await vi.advanceTimersByTimeAsync(10);
  expect(await turn).toBe('busy');
}
