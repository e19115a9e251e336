import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whileAlive } from '../../e2e/matrix/while-alive.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => {});
/** How it ends, once it does. */
const endOf = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: Error) => error.message,
  );

test('gives what the work gives, and leaves no timer', async () => {
  const end = whileAlive(Promise.resolve('done'), { lastAt: () => 0 }, 1_000_000);
  await expect(end).resolves.toBe('done');
  expect(vi.getTimerCount()).toBe(0);
});

test('fails when nothing is heard any more', async () => {
  const heardAt = Date.now() + 30_000;
  const end = endOf(whileAlive(never, { lastAt: () => heardAt }, 1_000_000));
  await vi.advanceTimersByTimeAsync(89_000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await end).toBe('stuck: nothing was heard for 60000 ms');
});

test('goes on for as long as something is heard, but not for ever', async () => {
  const end = endOf(whileAlive(never, { lastAt: () => Date.now() }, 300_000));
  await vi.advanceTimersByTimeAsync(299_000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await end).toBe('not done after 300000 ms');
});
