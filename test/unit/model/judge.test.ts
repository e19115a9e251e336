import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLIND_AFTER_MS, type Facts, judge, noteReturn } from '../../../src/model/judge.ts';

/** When `closed` turned true. */
const T = 100_000;

const open: Facts = { severable: true, lost: false };
const gone = (more: Partial<Facts> = {}): Facts => ({
  ...open,
  lost: true,
  gone: { at: T, blind: false },
  ...more,
});

/** The verdict `ms` after the flip. */
const judgeAfter = (ms: number, facts: Facts) => judge(facts, T + ms);

describe('a window that is still there', () => {
  test('is open, whoever has the focus', () => {
    expect(judge(open, T)).toBe('open');
    expect(judge({ ...open, lost: true, returnedAt: T }, T)).toBe('open');
  });
});

describe('a window that goes before we ever navigated it', () => {
  test('was closed by its user, at once: nothing can have severed it', () => {
    expect(judgeAfter(0, gone({ severable: false }))).toBe('closed');
    expect(judgeAfter(0, gone({ severable: false, lost: false }))).toBe('closed');
    expect(judgeAfter(0, gone({ severable: false, gone: { at: T, blind: true } }))).toBe('closed');
  });
});

describe('a window that went while nobody looked', () => {
  test('is detached, for good: the focus of a frozen page proves nothing', () => {
    const blind = { gone: { at: T, blind: true } };
    for (const ms of [0, 800, 3000, 3_600_000]) {
      expect(judgeAfter(ms, gone(blind))).toBe('detached');
      expect(judgeAfter(ms, gone({ ...blind, returnedAt: T }))).toBe('detached');
      expect(judgeAfter(ms, gone({ ...blind, lost: false }))).toBe('detached');
    }
  });

  test('nobody looked means for more than two seconds', () => {
    expect(BLIND_AFTER_MS).toBe(2000);
  });
});

describe('a close with the focus back', () => {
  test.each([
    ['150 ms before the flip', -150],
    ['at the flip', 0],
    ['40 ms after the flip, as engines do', 40],
  ])('%s is believed after a grace of 800 ms, and no sooner', (_, at) => {
    const facts = gone({ returnedAt: T + at });
    expect(judgeAfter(Math.max(0, at), facts)).toBe('unsure');
    expect(judgeAfter(799, facts)).toBe('unsure');
    expect(judgeAfter(800, facts)).toBe('closed');
    expect(judgeAfter(10_000, facts)).toBe('closed');
  });

  test('that came only 1000 ms after the flip is believed on the spot', () => {
    expect(judgeAfter(1000, gone({ returnedAt: T + 1000 }))).toBe('closed');
  });

  test.each([
    ['more than 150 ms before the flip', -151],
    ['more than 1000 ms after it', 1001],
  ])('%s is no evidence of it', (_, at) => {
    expect(judgeAfter(5000, gone({ returnedAt: T + at }))).toBe('detached');
  });
});

describe('a close without the focus back', () => {
  test('is doubted for 1000 ms, and then detached', () => {
    expect(judgeAfter(0, gone())).toBe('unsure');
    expect(judgeAfter(999, gone())).toBe('unsure');
    expect(judgeAfter(1000, gone())).toBe('detached');
  });

  test('is detached for good: the user coming back later is no evidence', () => {
    expect(judgeAfter(5000, gone({ returnedAt: T + 4000 }))).toBe('detached');
    expect(judgeAfter(3_600_000, gone({ returnedAt: T + 3_500_000 }))).toBe('detached');
  });
});

describe('the focus coming back, as it is noted', () => {
  const noted = (facts: Facts, ...returns: number[]) => {
    for (const at of returns) noteReturn(facts, T + at);
    return facts;
  };

  test('counts by its last return while the window is there', () => {
    expect(noted({ ...open }, -9000, -300).returnedAt).toBe(T - 300);
  });

  test('keeps the return that proves the close, though the user leaves again and comes back later', () => {
    for (const first of [-150, 0, 40, 1000]) {
      const facts = noted(gone({ returnedAt: T + first }), 5000);
      expect(facts.returnedAt).toBe(T + first);
      expect(judgeAfter(5000, facts)).toBe('closed');
    }
  });

  test('forgets a return from long before the flip for one that proves the close', () => {
    const facts = noted(gone({ returnedAt: T - 151 }), 40);
    expect(judgeAfter(800, facts)).toBe('closed');
  });

  test('makes no proof of a return that came too late', () => {
    expect(judgeAfter(5000, noted(gone(), 1001))).toBe('detached');
    expect(judgeAfter(9000, noted(gone(), 1001, 5000))).toBe('detached');
  });
});

describe('a close where the focus was never lost', () => {
  test('is doubted for 1000 ms, detached until 3000 ms, and then closed', () => {
    const facts = gone({ lost: false });
    expect(judgeAfter(0, facts)).toBe('unsure');
    expect(judgeAfter(999, facts)).toBe('unsure');
    expect(judgeAfter(1000, facts)).toBe('detached');
    expect(judgeAfter(2999, facts)).toBe('detached');
    expect(judgeAfter(3000, facts)).toBe('closed');
  });

  test('is believed like any other when the focus is heard of after the close', () => {
    expect(judgeAfter(300, gone({ lost: false }))).toBe('unsure');
    expect(judgeAfter(800, gone({ returnedAt: T + 10 }))).toBe('closed');
  });

  test('is detached for good once the focus is lost after all', () => {
    expect(judgeAfter(1500, gone({ lost: true }))).toBe('detached');
    expect(judgeAfter(3000, gone({ lost: true }))).toBe('detached');
  });
});

describe('an expiry', () => {
  test('is believed after a grace of two seconds: a result may be on its way', () => {
    const facts = { ...open, expiresAt: T };
    expect(judgeAfter(0, facts)).toBe('open');
    expect(judgeAfter(1999, facts)).toBe('open');
    expect(judgeAfter(2000, facts)).toBe('expired');
  });

  test('ends a detached window', () => {
    const facts = gone({ expiresAt: T + 10_000 });
    expect(judgeAfter(11_999, facts)).toBe('detached');
    expect(judgeAfter(12_000, facts)).toBe('expired');
  });

  test('does not hide that the user closed the window', () => {
    expect(judgeAfter(800, gone({ returnedAt: T, expiresAt: T - 5000 }))).toBe('closed');
  });

  test('does not wait for a doubt about a close', () => {
    expect(judgeAfter(0, gone({ expiresAt: T - 2000 }))).toBe('expired');
  });

  test('never comes while the session is still being minted', () => {
    expect(judge(open, Number.MAX_SAFE_INTEGER)).toBe('open');
  });
});

describe('a silent frame', () => {
  const frame: Facts = { ...open, severable: false, quietAt: T };

  test('is quiet from its time on, not before', () => {
    expect(judgeAfter(-1, frame)).toBe('open');
    expect(judgeAfter(0, frame)).toBe('quiet');
  });

  test('that was heard of again is open', () => {
    expect(judgeAfter(60_000, { ...frame, quietAt: undefined })).toBe('open');
  });

  test('is no reason to miss the expiry', () => {
    expect(judgeAfter(5000, { ...frame, expiresAt: T })).toBe('expired');
  });
});

describe('whatever the facts', () => {
  const time = fc.integer({ min: T - 5000, max: T + 5000 });
  const facts = fc
    .record(
      {
        severable: fc.boolean(),
        lost: fc.boolean(),
        gone: fc.record({ at: time, blind: fc.boolean() }),
        returnedAt: time,
        quietAt: time,
        expiresAt: time,
      },
      { requiredKeys: ['severable', 'lost'] },
    )
    .map((some): Facts => some);

  test('a window that is there is never said to be closed or detached', () => {
    fc.assert(
      fc.property(facts, time, ({ gone: _, ...there }, now) => {
        expect(['open', 'quiet', 'expired']).toContain(judge(there, now));
      }),
    );
  });

  test('a severable window is never said to be closed within 800 ms of the flip', () => {
    fc.assert(
      fc.property(facts, fc.nat(799), fc.boolean(), (some, ms, blind) => {
        expect(judgeAfter(ms, { ...some, severable: true, gone: { at: T, blind } })).not.toBe('closed');
      }),
    );
  });

  test('what is closed stays closed, and what has expired does not come back', () => {
    fc.assert(
      fc.property(facts, time, fc.nat(10_000), (some, now, ms) => {
        const then = judge(some, now);
        if (then === 'closed') expect(judge(some, now + ms)).toBe('closed');
        if (then === 'expired') expect(['expired', 'closed']).toContain(judge(some, now + ms));
      }),
      { numRuns: 1000 },
    );
  });
});
