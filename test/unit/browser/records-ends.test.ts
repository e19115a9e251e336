import { beforeEach, expect, it } from 'vitest';
import { openRecords, type Records } from '../../../src/browser/records.ts';
import { FakeStorage, windowWith } from './fake-storage.ts';

const RECORD_KEY = 'open-consent.flow.flow-1';
const ENDED_KEY = 'open-consent.ended.flow-1';

let local: FakeStorage;
let records: Records;
beforeEach(() => {
  local = new FakeStorage();
  records = openRecords(windowWith(local), () => 0);
  const record = { v: 2, mode: 'popup', sessionId: 's1', expiresAt: 1000, named: true } as const;
  records.write('flow-1', { ...record, returnUrl: 'https://app.example/' });
});

it('an end is noted beside the record, which is not written again', () => {
  const before = local.getItem(RECORD_KEY);
  records.update('flow-1', { ended: 'provider' });
  expect(local.getItem(RECORD_KEY)).toBe(before);
  expect(local.getItem(ENDED_KEY)).toBe('"provider"');
});

it.each(['"elsewhere"', '7', '{}'])('an end that is none (%s) is removed', (raw) => {
  local.setItem(ENDED_KEY, raw);
  expect(records.read('flow-1')).not.toHaveProperty('ended');
  expect(local.getItem(ENDED_KEY)).toBeNull();
});

it('the keys of others are no flows', () => {
  local.setItem('theirs', '1');
  expect(records.all().map(([flowId]) => flowId)).toEqual(['flow-1']);
});
