import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { leaveParcel, type Parcel, takeParcel } from '../../../src/browser/parcel.ts';
import { browserStore } from '../../../src/browser/store.ts';
import { FakeStorage, windowThatRefuses, windowWith } from './fake-storage.ts';

const NOW = 1_000_000_000;
const PARCEL: Parcel = {
  url: 'https://app.example/callback?session_id=session',
  sessionId: 'session',
  mode: 'redirect',
  at: NOW,
};

beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

function setUp() {
  const storage = new FakeStorage();
  return { storage, tab: browserStore(windowWith(undefined, storage), 'sessionStorage') };
}

function sendThrough(parcel: Parcel): Parcel | undefined {
  const { tab } = setUp();
  leaveParcel(tab, parcel);
  return takeParcel(tab);
}

describe('a parcel', () => {
  test.each([{ order: 7, lines: ['a', null] }, null, 0, false, '', []])(
    'arrives as it was left, with a state of %o',
    (state) => {
      expect(sendThrough({ ...PARCEL, state })).toEqual({ ...PARCEL, state });
    },
  );

  test('has no state, and no session, where none was given', () => {
    const received = sendThrough({ ...PARCEL, sessionId: undefined, state: undefined });
    expect(Object.keys(received ?? {}).sort()).toEqual(['at', 'mode', 'url']);
  });

  test('is taken once: a reload does not tell it again', () => {
    const { tab, storage } = setUp();
    leaveParcel(tab, PARCEL);
    expect(takeParcel(tab)).toEqual(PARCEL);
    expect(takeParcel(tab)).toBeUndefined();
    expect(Object.keys(storage)).toEqual([]);
  });

  test('is replaced by a later one', () => {
    const { tab } = setUp();
    leaveParcel(tab, { ...PARCEL, state: 'first' });
    leaveParcel(tab, { ...PARCEL, state: 'second' });
    expect(takeParcel(tab)?.state).toBe('second');
  });

  test('that nobody took for five minutes is old news, and is taken away', () => {
    const { tab, storage } = setUp();
    leaveParcel(tab, PARCEL);
    vi.setSystemTime(NOW + 300_000);
    expect(takeParcel(tab)).toBeUndefined();
    expect(Object.keys(storage)).toEqual([]);
  });

  test('that was left a moment less ago is not', () => {
    const { tab } = setUp();
    leaveParcel(tab, PARCEL);
    vi.setSystemTime(NOW + 299_999);
    expect(takeParcel(tab)).toEqual(PARCEL);
  });

  test('is lost without a word where storage is refused', () => {
    const tab = browserStore(windowThatRefuses(), 'sessionStorage');
    leaveParcel(tab, PARCEL);
    expect(takeParcel(tab)).toBeUndefined();
  });
});

describe('what is no parcel', () => {
  /** The key by which a parcel lies there, whatever it is called. */
  function keyOfParcel(): string {
    const { tab, storage } = setUp();
    leaveParcel(tab, PARCEL);
    return Object.keys(storage).join();
  }

  function takeRaw(raw: string) {
    const { tab, storage } = setUp();
    storage.setItem(keyOfParcel(), raw);
    return { taken: takeParcel(tab), left: Object.keys(storage) };
  }

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a text', '"parcel"'],
    ['a number', '7'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['one without an address', JSON.stringify({ ...PARCEL, url: undefined })],
    ['one with no text for an address', JSON.stringify({ ...PARCEL, url: 7 })],
    ['one without a time', JSON.stringify({ ...PARCEL, at: undefined })],
    ['one with no number for a time', JSON.stringify({ ...PARCEL, at: 'now' })],
  ])('%s, is ignored and taken away', (_, raw) => {
    expect(takeRaw(raw)).toEqual({ taken: undefined, left: [] });
  });

  test('whatever lies there, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (raw) => {
        expect(() => takeRaw(raw)).not.toThrow();
      }),
    );
  });
});
