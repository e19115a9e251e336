import { describe, expect, test } from 'vitest';
import { browserStore, type Store } from '../../../src/browser/store.ts';
import { FakeStorage, FullStorage, windowThatRefuses, windowWith } from './fake-storage.ts';

function useAll(store: Store): unknown[] {
  store.write('key', { a: 1 });
  store.remove('key');
  return [store.read('key'), store.keys()];
}

describe('a store', () => {
  test.each([{ a: [1, null, 'x'] }, 'text', 0, false, ''])('gives back what was put in: %o', (value) => {
    const store = browserStore(windowWith(new FakeStorage()), 'localStorage');
    store.write('key', value);
    expect(store.read('key')).toEqual(value);
    expect(store.keys()).toEqual(['key']);
  });

  test('gives nothing for what was never there, was removed, or is null', () => {
    const store = browserStore(windowWith(new FakeStorage()), 'localStorage');
    store.write('null', null);
    store.write('gone', 1);
    store.remove('gone');
    expect([store.read('never'), store.read('gone'), store.read('null')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(store.keys()).toEqual(['null']);
  });

  test('keeps the tab’s own things apart from those of the origin', () => {
    const win = windowWith(new FakeStorage(), new FakeStorage());
    browserStore(win, 'sessionStorage').write('key', 'tab');
    expect(browserStore(win, 'localStorage').read('key')).toBeUndefined();
    expect(browserStore(win, 'sessionStorage').read('key')).toBe('tab');
  });

  test.each(['', '{', 'undefined', 'not JSON', '{"a":1'])(
    'takes what it cannot read for nothing: %o',
    (raw) => {
      const storage = new FakeStorage();
      storage.setItem('key', raw);
      expect(browserStore(windowWith(storage), 'localStorage').read('key')).toBeUndefined();
    },
  );

  test('keeps the old value where the new one is no JSON', () => {
    const store = browserStore(windowWith(new FakeStorage()), 'localStorage');
    store.write('key', 'old');
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    store.write('key', cycle);
    expect(store.read('key')).toBe('old');
  });
});

describe('a storage that is refused is as if empty', () => {
  test.each(['localStorage', 'sessionStorage'] as const)('%s that throws at the very look', (area) => {
    expect(useAll(browserStore(windowThatRefuses(), area))).toEqual([undefined, []]);
  });

  test.each([null, undefined])('one that is %o, as in some web views', (storage) => {
    expect(useAll(browserStore(windowWith(storage), 'localStorage'))).toEqual([undefined, []]);
  });

  test('one that is full keeps what it has', () => {
    const storage = new FullStorage();
    FakeStorage.prototype.setItem.call(storage, 'old', '1');
    const store = browserStore(windowWith(storage), 'localStorage');
    store.write('new', 2);
    expect([store.read('old'), store.read('new'), store.keys()]).toEqual([1, undefined, ['old']]);
  });

  test('is looked at anew each time: it may be granted later', () => {
    const win = windowWith(null);
    const store = browserStore(win, 'localStorage');
    store.write('key', 1);
    Object.assign(win, { localStorage: new FakeStorage() });
    store.write('key', 2);
    expect(store.read('key')).toBe(2);
  });
});

test('whoever writes is told whether it was kept', () => {
  const win = windowWith(new FullStorage());
  expect(browserStore(win, 'localStorage').write('key', 1)).toBe(false);
  expect(browserStore(win, 'sessionStorage').write('key', 1)).toBe(true);
});
