import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Marker } from '../../../src/browser/marker.ts';
import { type FlowRecord, openRecords } from '../../../src/browser/records.ts';
import { browserStore } from '../../../src/browser/store.ts';
import { verifyHere } from '../../../src/callback/verify.ts';
import type { ProviderResult } from '../../../src/model/provider-result.ts';
import { FakeStorage, windowThatRefuses, windowWith } from '../browser/fake-storage.ts';

const NOW = 1_000_000;
const RECORD: FlowRecord = { v: 1, sessionId: 'session', expiresAt: NOW + 60_000, mode: 'redirect' };
const SPENT: FlowRecord = { ...RECORD, spent: true };
const MARKER: Marker = { flowId: 'flow', mode: 'redirect', state: { order: 7 } };

const FIELDS = { errorType: 'CONSENT_ENDUSER_DENIED', errorId: 'err_1' };
const NAMELESS_ERROR: ProviderResult = { status: 'error', fields: FIELDS };
const success = (sessionId: string): ProviderResult => ({ status: 'success', sessionId });
const errorOf = (sessionId: string): ProviderResult => ({ status: 'error', sessionId, fields: FIELDS });

function setUp(records: Record<string, FlowRecord>) {
  const storage = new FakeStorage();
  const known = openRecords(browserStore(windowWith(storage), 'localStorage'), () => NOW);
  for (const [flowId, record] of Object.entries(records)) known.write(flowId, record);
  return { storage, known };
}

/** The records stand in this browser, the marker in this tab. */
function verify(result: ProviderResult, records: Record<string, FlowRecord>, marker?: Marker) {
  return verifyHere(result, marker, setUp(records).known);
}

describe('a success', () => {
  test('of the session that this tab launched is verified, by its flow and its record', () => {
    expect(verify(success('session'), { flow: RECORD }, MARKER)).toMatchObject({
      verdict: 'verified',
      flowId: 'flow',
      record: RECORD,
    });
  });

  test('in another tab is verified by the record alone: a bank’s app may come back there', () => {
    expect(verify(success('session'), { flow: RECORD })).toMatchObject({
      verdict: 'verified',
      flowId: 'flow',
      record: RECORD,
    });
  });

  test('in a tab that launched another flow is of the flow of its own session', () => {
    const records = { flow: { ...RECORD, sessionId: 'mine' }, other: RECORD };
    expect(verify(success('session'), records, MARKER)).toMatchObject({
      verdict: 'verified',
      flowId: 'other',
      record: { sessionId: 'session' },
    });
  });

  test('is never verified by a marker: a marker knows no session', () => {
    expect(verify(success('session'), {}, MARKER)).toEqual({ verdict: 'unverified_callback' });
  });
});

describe('a session that this browser knows nothing of', () => {
  test('is unverified: somebody may have sent it as a link', () => {
    expect(verify(success('session'), {})).toEqual({ verdict: 'unverified_callback' });
    expect(verify(success('session'), { other: { ...RECORD, sessionId: 'other' } })).toEqual({
      verdict: 'unverified_callback',
    });
  });

  test.each(['sessio', 'session2', 'SESSION', ' session'])(
    'is one that is only like ours: %o',
    (sessionId) => {
      expect(verify(success(sessionId), { flow: RECORD })).toEqual({ verdict: 'unverified_callback' });
    },
  );

  test('is one whose record has expired', () => {
    const expired = { ...RECORD, expiresAt: NOW - 60_000 };
    expect(verify(success('session'), { flow: expired })).toEqual({ verdict: 'unverified_callback' });
    expect(verify(success('session'), { flow: expired }, MARKER)).toEqual({
      verdict: 'unverified_callback',
    });
  });

  test('is every session where storage is refused', () => {
    const records = openRecords(browserStore(windowThatRefuses(), 'localStorage'), () => NOW);
    records.write('flow', RECORD);
    expect(verifyHere(success('session'), undefined, records)).toEqual({ verdict: 'unverified_callback' });
  });

  test('with an error is nobody’s: there is nothing to tell', () => {
    expect(verify(errorOf('unknown'), { flow: RECORD })).toBeUndefined();
    expect(verify(errorOf('unknown'), {}, MARKER)).toBeUndefined();
  });
});

describe('another session than the one that this tab launched', () => {
  test.each([
    ['a success', success('other')],
    ['an error', errorOf('other')],
  ])('is a mismatch, as %s too', (_, result) => {
    expect(verify(result, { flow: RECORD }, MARKER)).toEqual({ verdict: 'session_mismatch' });
  });

  test('is no mismatch once our own record has gone: there is nothing left to compare', () => {
    expect(verify(success('other'), {}, MARKER)).toEqual({ verdict: 'unverified_callback' });
  });

  test('is no mismatch by the records of other flows, which are not of this tab', () => {
    expect(verify(success('other'), { elsewhere: RECORD }, MARKER)).toEqual({
      verdict: 'unverified_callback',
    });
  });
});

describe('a session that was used before', () => {
  test.each([
    ['a success', success('session')],
    ['an error', errorOf('session')],
  ])('is used, as %s too, with the marker or without', (_, result) => {
    for (const marker of [MARKER, undefined])
      expect(verify(result, { flow: SPENT }, marker)).toMatchObject({
        verdict: 'session_used',
        record: { spent: true },
      });
  });

  test('is used, though a second flow of the same session is not', () => {
    for (const records of [
      { a: SPENT, b: RECORD },
      { a: RECORD, b: SPENT },
    ])
      expect(verify(success('session'), records)).toMatchObject({
        verdict: 'session_used',
        record: { spent: true },
      });
  });

  test('is used, and no mismatch, where this tab launched another', () => {
    const records = { flow: { ...RECORD, sessionId: 'mine' }, other: SPENT };
    expect(verify(success('session'), records, MARKER)).toMatchObject({
      verdict: 'session_used',
      record: { spent: true },
    });
  });
});

describe('an error that names no session', () => {
  test('is verified by the marker of this tab, with what is on record', () => {
    expect(verify(NAMELESS_ERROR, { flow: RECORD }, MARKER)).toEqual({
      verdict: 'verified',
      flowId: 'flow',
      record: RECORD,
    });
  });

  test('is nobody’s without the marker, whatever is on record: any link could carry it', () => {
    expect(verify(NAMELESS_ERROR, { flow: RECORD })).toBeUndefined();
    expect(verify(NAMELESS_ERROR, {})).toBeUndefined();
  });

  test('is verified by the marker where the record has gone, and then knows no session', () => {
    const expired = { ...RECORD, expiresAt: NOW - 60_000 };
    for (const records of [{}, { flow: expired }, { other: RECORD }]) {
      const verdict = verify(NAMELESS_ERROR, records, MARKER);
      expect(verdict).toMatchObject({ verdict: 'verified', flowId: 'flow' });
      expect(verdict).toHaveProperty('record', undefined);
    }
  });

  test('is of the marker’s flow, though another flow has a record too', () => {
    const records = { other: { ...RECORD, sessionId: 'other' }, flow: RECORD };
    expect(verify(NAMELESS_ERROR, records, MARKER)).toMatchObject({ flowId: 'flow', record: RECORD });
  });
});

test('an error that names our session is verified by its record, in any tab', () => {
  for (const marker of [MARKER, undefined]) {
    expect(verify(errorOf('session'), { flow: RECORD }, marker)).toMatchObject({
      verdict: 'verified',
      flowId: 'flow',
      record: RECORD,
    });
  }
});

describe('whatever comes back', () => {
  const sessionId = fc.constantFrom('session', 'other', 'third');
  const record = fc.record({
    v: fc.constant(1 as const),
    sessionId,
    expiresAt: fc.constantFrom(NOW + 60_000, NOW - 1, NOW - 60_000),
    mode: fc.constantFrom('redirect' as const, 'popup' as const),
    spent: fc.boolean(),
  });
  const records = fc.dictionary(fc.constantFrom('flow', 'a', 'b'), record);
  const result = fc.oneof(sessionId.map(success), sessionId.map(errorOf), fc.constant(NAMELESS_ERROR));
  const marker = fc.constantFrom(undefined, MARKER);

  test('a session is verified only by a record of it that lives and is not spent', () => {
    fc.assert(
      fc.property(result, records, marker, (said, known, mark) => {
        const verdict = verify(said, known, mark);
        if (verdict?.verdict !== 'verified') return;
        if (said.sessionId === undefined) {
          expect([verdict.flowId, mark]).toEqual(['flow', MARKER]);
          return;
        }
        expect(verdict.record).toEqual(expect.objectContaining(known[verdict.flowId]));
        expect(verdict.record).toMatchObject({ sessionId: said.sessionId, spent: false });
        expect(verdict.record?.expiresAt).toBeGreaterThan(NOW - 60_000);
      }),
      { numRuns: 1000 },
    );
  });

  test('verifying changes no record that lives: what it means is for the page that ends the flow', () => {
    fc.assert(
      fc.property(result, records, marker, (said, all, mark) => {
        const living = Object.entries(all).filter(([, { expiresAt }]) => expiresAt > NOW - 60_000);
        const { known, storage } = setUp(Object.fromEntries(living));
        const before = { ...storage };
        verifyHere(said, mark, known);
        expect({ ...storage }).toEqual(before);
      }),
    );
  });
});
