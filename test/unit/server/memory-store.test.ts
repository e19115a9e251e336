import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../../../src/server/memory-store.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('the store in memory keeps a value for its lifetime', () => {
  const store = createMemoryStore();
  store.setItem('a', '1', { ttl: 60 });
  vi.setSystemTime(59_999);
  expect(store.getItem('a')).toBe('1');
  vi.setSystemTime(60_000);
  expect(store.getItem('a')).toBeUndefined();
});

test('the store in memory drops what has expired although nobody asks for it, and nothing else', () => {
  const store = createMemoryStore();
  store.setItem('a', '1', { ttl: 60 });
  store.setItem('b', '2', { ttl: 600 });
  const dropped = vi.spyOn(Map.prototype, 'delete');
  vi.setSystemTime(60_000);
  store.setItem('c', '3', { ttl: 60 });
  expect(dropped.mock.calls).toEqual([['a']]);
  expect(vi.getTimerCount()).toBe(0);
});
