import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endBy, type FlowRecord, isOver, openRecords, type Records } from '../../../src/browser/records.ts';
import { FakeStorage, FullStorage, windowThatRefuses, windowWith } from './fake-storage.ts';

const DAY_MS = 86_400_000;
const EXPIRES_AT = 1_000_000;
const CALLBACK = 'https://app.example/?session_id=session';
const RECORD: FlowRecord = {
  v: 2,
  mode: 'popup',
  sessionId: 'session',
  expiresAt: EXPIRES_AT,
  named: true,
  returnUrl: 'https://app.example/accounts',
};

function setUp(local: FakeStorage = new FakeStorage()) {
  const tab = new FakeStorage();
  const clock = { now: EXPIRES_AT - 60_000 };
  const open = (): Records => openRecords(windowWith(local, tab), () => clock.now);
  return { local, tab, clock, open, records: open() };
}

describe('a record', () => {
  test('is there for every page of the origin, by its flow', () => {
    const { records, open } = setUp();
    records.write('flow', RECORD);
    expect(open().read('flow')).toEqual(RECORD);
    expect(open().read('other')).toBeUndefined();
    expect(open().all()).toEqual([['flow', RECORD]]);
  });

  test('is changed where it is, and the rest of it stays', () => {
    const { records } = setUp();
    records.write('flow', RECORD);
    records.update('flow', { result: CALLBACK });
    records.update('flow', { ended: 'provider' });
    expect(records.read('flow')).toEqual({ ...RECORD, result: CALLBACK, ended: 'provider' });
  });

  test('keeps the end that another tab has noted, whatever this one knew when it wrote a result', () => {
    const { local, tab, open, records } = setUp();
    records.write('flow', RECORD);
    const stale = Object.assign(new FakeStorage(), local);
    const lagging = openRecords(
      windowWith(Object.assign(stale, { setItem: local.setItem.bind(local) }), tab),
      () => 0,
    );
    records.update('flow', { ended: 'provider' });
    lagging.update('flow', { result: CALLBACK });
    expect(open().read('flow')).toEqual({ ...RECORD, result: CALLBACK, ended: 'provider' });
  });

  test('is not made by a change: nobody but the flow begins one', () => {
    const { records, local, tab } = setUp();
    records.update('flow', { ended: 'page' });
    expect(records.read('flow')).toBeUndefined();
    expect([...Object.keys(local), ...Object.keys(tab)]).toEqual([]);
  });

  test('takes one key a flow, in localStorage alone', () => {
    const { records, local, tab } = setUp();
    records.write('a', RECORD);
    records.write('b', RECORD);
    expect(Object.keys(local)).toEqual(['open-consent.flow.a', 'open-consent.flow.b']);
    expect(Object.keys(tab)).toEqual([]);
  });

  test.each([
    ['full', new FullStorage()],
    ['refused', null as unknown as FakeStorage],
  ])('is kept in the tab where localStorage is %s', (_, local) => {
    const { records, tab } = setUp(local);
    records.write('flow', RECORD);
    records.update('flow', { result: CALLBACK });
    expect(Object.keys(tab)).toEqual(['open-consent.flow.flow']);
    expect(records.read('flow')).toEqual({ ...RECORD, result: CALLBACK });
    expect(records.all()).toHaveLength(1);
  });

  test('is read from both copies where localStorage has become full meanwhile', () => {
    const local = new FullStorage();
    FakeStorage.prototype.setItem.call(local, 'open-consent.flow.flow', JSON.stringify(RECORD));
    const { records } = setUp(local);
    records.update('flow', { ended: 'provider' });
    expect(records.read('flow')).toEqual({ ...RECORD, ended: 'provider' });
  });
});

describe('a record that has expired', () => {
  test('is still read: the clock may be wrong', () => {
    const { records, clock } = setUp();
    records.write('flow', RECORD);
    clock.now = EXPIRES_AT + 30 * DAY_MS;
    expect(records.read('flow')).toEqual(RECORD);
  });

  test('is removed a day later, when the next one is written', () => {
    const { records, clock, local, tab } = setUp();
    records.write('old', RECORD);
    tab.setItem('open-consent.flow.old', JSON.stringify(RECORD));
    records.write('young', { ...RECORD, expiresAt: EXPIRES_AT + 1 });
    local.setItem('of-the-host', 'x');
    clock.now = EXPIRES_AT + DAY_MS + 1;
    records.write('new', { ...RECORD, expiresAt: clock.now + 1 });
    const keys = ['open-consent.flow.young', 'of-the-host', 'open-consent.flow.new'];
    expect([...Object.keys(local), ...Object.keys(tab)]).toEqual(keys);
  });
});

describe('what is no record', () => {
  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a text', '"record"'],
    ['a number', '7'],
    ['a list', '[]'],
    ...Object.entries({
      v: [1, '2', undefined],
      mode: ['tab', 7, undefined],
      sessionId: [7, null, undefined],
      expiresAt: ['soon', null, undefined],
      returnUrl: [7, null, undefined],
      result: [7, null, {}],
    }).flatMap(([field, values]) =>
      values.map((value) => [`with the ${field} ${value}`, JSON.stringify({ ...RECORD, [field]: value })]),
    ),
  ])('%s, is removed', (_, raw) => {
    const { records, local } = setUp();
    local.setItem('open-consent.flow.flow', raw as string);
    expect(records.read('flow')).toBeUndefined();
    expect(records.all()).toEqual([]);
    if (raw !== '{' && raw !== 'null') expect(local.getItem('open-consent.flow.flow')).toBeNull();
  });

  test('whatever lies there, nothing is thrown, and what is read has the shape of one', () => {
    const near = fc.record(
      {
        v: fc.oneof(fc.constant(2), fc.jsonValue()),
        mode: fc.oneof(fc.constant('popup'), fc.jsonValue()),
        sessionId: fc.oneof(fc.string(), fc.jsonValue()),
        expiresAt: fc.oneof(fc.integer(), fc.jsonValue()),
        returnUrl: fc.oneof(fc.string(), fc.jsonValue()),
        result: fc.oneof(fc.string(), fc.jsonValue()),
        ended: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const raw = fc.oneof(
      fc.string(),
      fc.json(),
      near.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(raw, raw, (local, tab) => {
        const win = windowWith(new FakeStorage(), new FakeStorage());
        win.localStorage.setItem('open-consent.flow.flow', local);
        win.sessionStorage.setItem('open-consent.flow.flow', tab);
        const records = openRecords(win, () => 0);
        records.update('flow', { ended: 'page' });
        records.write('other', RECORD);
        for (const [, record] of records.all()) {
          expect(['redirect', 'popup', 'iframe']).toContain(record.mode);
          expect(typeof record.sessionId + typeof record.expiresAt).toBe('stringnumber');
          expect(typeof record.returnUrl + typeof (record.result ?? '')).toBe('stringstring');
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the keys of the host are left alone, whatever they hold', () => {
    const { records, local } = setUp();
    local.setItem('flow', JSON.stringify(RECORD));
    local.setItem('open-consent.other', JSON.stringify(RECORD));
    expect(records.all()).toEqual([]);
    expect(Object.keys(local)).toHaveLength(2);
  });
});

test('where storage is refused there are no records, and nothing throws', () => {
  const records = openRecords(windowThatRefuses(), () => 0);
  records.write('flow', RECORD);
  records.update('flow', { ended: 'page' });
  expect(records.read('flow')).toBeUndefined();
  expect(records.all()).toEqual([]);
});

describe('a callback ends its flow', () => {
  const success = { status: 'success' } as const;
  const error = { status: 'error', fields: {} } as const;

  test('for good where it is proved: by the name of the flow, or by the session of a success', () => {
    expect(endBy(success, true)).toBe('provider');
    expect(endBy(error, true)).toBe('provider');
    expect(endBy(success, false)).toBe('provider');
    expect(endBy(error, false)).toBe('error');
  });

  test('once: but a success may come after an error that was not proved', () => {
    expect(isOver(RECORD, success)).toBe(false);
    expect(isOver({ ...RECORD, ended: 'provider' }, success)).toBe(true);
    expect(isOver({ ...RECORD, ended: 'page' }, success)).toBe(true);
    expect(isOver({ ...RECORD, ended: 'error' }, success)).toBe(false);
    expect(isOver({ ...RECORD, ended: 'error' }, error)).toBe(true);
  });
});
