import { describe, expect, test } from 'vitest';
import { type FlowRecord, openRecords, type Records } from '../../../src/browser/records.ts';
import { browserStore } from '../../../src/browser/store.ts';
import { FakeStorage, windowThatRefuses, windowWith } from './fake-storage.ts';

const EXPIRES_AT = 1_000_000;
const RECORD: FlowRecord = { v: 1, sessionId: 'session', expiresAt: EXPIRES_AT, mode: 'popup' };

function setUp() {
  const storage = new FakeStorage();
  const clock = { now: EXPIRES_AT - 60_000 };
  const open = (): Records => openRecords(browserStore(windowWith(storage), 'localStorage'), () => clock.now);
  return { storage, clock, open, records: open() };
}

describe('a record', () => {
  test('is there for every page of the origin, by its flow', () => {
    const { records, open } = setUp();
    records.write('flow', RECORD);
    expect(open().read('flow')).toEqual(RECORD);
    expect(open().read('other')).toBeUndefined();
  });

  test('is changed where it is, and the rest of it stays', () => {
    const { records } = setUp();
    records.write('flow', RECORD);
    records.update('flow', { callback: 'https://app.example/?session_id=session' });
    records.update('flow', { spent: true });
    expect(records.read('flow')).toEqual({
      ...RECORD,
      spent: true,
      callback: 'https://app.example/?session_id=session',
    });
  });

  test('is not made by a change: nobody but the flow may begin one', () => {
    const { records, storage } = setUp();
    records.update('flow', { spent: true });
    expect(records.read('flow')).toBeUndefined();
    expect(Object.keys(storage)).toEqual([]);
  });

  test('takes one key a flow', () => {
    const { records, storage } = setUp();
    records.write('a', RECORD);
    records.write('b', RECORD);
    expect(Object.keys(storage)).toEqual(['open-consent.flow.a', 'open-consent.flow.b']);
  });
});

describe('a record that has expired', () => {
  test('is kept for a minute more, for a callback in the last moment', () => {
    const { records, clock } = setUp();
    records.write('flow', RECORD);
    clock.now = EXPIRES_AT + 59_999;
    expect(records.read('flow')).toEqual(RECORD);
    clock.now = EXPIRES_AT + 60_000;
    expect(records.read('flow')).toBeUndefined();
  });

  test('is removed by the read that finds it, and not changed back into life', () => {
    const { records, clock, storage } = setUp();
    records.write('flow', RECORD);
    clock.now = EXPIRES_AT + 60_000;
    records.update('flow', { expiresAt: EXPIRES_AT * 2 });
    expect(Object.keys(storage)).toEqual([]);
  });

  test('is removed by a look for any session, as all of its kind are', () => {
    const { records, clock, storage } = setUp();
    records.write('old', RECORD);
    records.write('older', RECORD);
    records.write('young', { ...RECORD, expiresAt: EXPIRES_AT + 600_000 });
    storage.setItem('of-the-host', 'x');
    clock.now = EXPIRES_AT + 60_000;
    records.ofSession('any');
    expect(Object.keys(storage)).toEqual(['open-consent.flow.young', 'of-the-host']);
  });
});

describe('what is no record', () => {
  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a text', '"record"'],
    ['a number', '7'],
    ['a list', '[]'],
    ['of another version', JSON.stringify({ ...RECORD, v: 2 })],
    ['without an expiry', JSON.stringify({ ...RECORD, expiresAt: undefined })],
    ['with no number for an expiry', JSON.stringify({ ...RECORD, expiresAt: 'soon' })],
  ])('%s, is as if it were not there', (_, raw) => {
    const { records, storage } = setUp();
    storage.setItem('open-consent.flow.flow', raw);
    expect(records.read('flow')).toBeUndefined();
    expect(records.ofSession('session')).toBeUndefined();
    expect(storage.getItem('open-consent.flow.flow')).toBeNull();
  });
});

describe('the record of a session', () => {
  test('is found, with its flow', () => {
    const { records } = setUp();
    records.write('a', { ...RECORD, sessionId: 'other' });
    records.write('b', RECORD);
    expect(records.ofSession('session')).toEqual({ flowId: 'b', ...RECORD });
    expect(records.ofSession('none')).toBeUndefined();
  });

  test.each([
    ['last', ['a', 'b']],
    ['first', ['b', 'a']],
  ])('is the spent one before any other, also where it was written %s', (_, order) => {
    const { records } = setUp();
    for (const flowId of order) records.write(flowId, { ...RECORD, ...(flowId === 'b' && { spent: true }) });
    expect(records.ofSession('session')).toMatchObject({ flowId: 'b', spent: true });
  });

  const CALLBACK = 'https://app.example/?session_id=session';

  test.each([
    ['last', ['a', 'b']],
    ['first', ['b', 'a']],
  ])('is the one with a callback before one without, also where it was written %s', (_, order) => {
    const { records } = setUp();
    for (const flowId of order)
      records.write(flowId, { ...RECORD, ...(flowId === 'b' && { callback: CALLBACK }) });
    expect(records.ofSession('session')).toMatchObject({ flowId: 'b', callback: CALLBACK });
  });

  test('is the spent one, though another has a callback: what was used cannot be used again', () => {
    const { records } = setUp();
    records.write('a', { ...RECORD, callback: CALLBACK });
    records.write('b', { ...RECORD, spent: true });
    expect(records.ofSession('session')).toMatchObject({ flowId: 'b', spent: true });
  });

  test('is not sought in the keys of the host, whatever they hold', () => {
    const { records, storage } = setUp();
    storage.setItem('flow', JSON.stringify(RECORD));
    storage.setItem('x-open-consent.flow.a', JSON.stringify(RECORD));
    storage.setItem('open-consent.marker', JSON.stringify(RECORD));
    expect(records.ofSession('session')).toBeUndefined();
    expect(Object.keys(storage)).toHaveLength(3);
  });
});

test('where storage is refused there are no records, and nothing throws', () => {
  const records = openRecords(browserStore(windowThatRefuses(), 'localStorage'), () => 0);
  records.write('flow', RECORD);
  records.update('flow', { spent: true });
  expect(records.read('flow')).toBeUndefined();
  expect(records.ofSession('session')).toBeUndefined();
});
