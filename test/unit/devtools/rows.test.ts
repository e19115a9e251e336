import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANES } from '../../../src/devtools/lanes.ts';
import { type Row, toRows } from '../../../src/devtools/rows.ts';
import type { TimelineEvent } from '../../../src/devtools/timeline-event.ts';
import { timelineFlows } from '../../support/timeline-flows.ts';

const flowOf = (name: string): TimelineEvent[] => timelineFlows[name] ?? [];
const rowsOf = (name: string): Row[] => toRows(flowOf(name));
const titles = (name: string): string[] => rowsOf(name).map(({ title }) => title.replaceAll('\u00a0', ' '));
const rowOf = (name: string, title: string): Row => {
  const row = rowsOf(name).find((one) => one.title === title);
  if (!row) throw new Error(`“${name}” has no row “${title}”`);
  return row;
};

const TYPES = [
  ...new Set(Object.values(timelineFlows).flatMap((flow) => flow.map(({ type }) => type))),
  'of_tomorrow',
];

const anyEvent: fc.Arbitrary<TimelineEvent> = fc.record(
  {
    type: fc.constantFrom(...TYPES),
    at: fc.integer({ min: 0, max: 100_000 }),
    mode: fc.constantFrom('popup', 'iframe', 'redirect'),
    via: fc.constantFrom('message', 'relay', 'address', 'record', 'status', 'constructor'),
    status: fc.constantFrom('success', 'cancelled', 'failed'),
    reason: fc.constantFrom('denied', 'popup_closed', '__proto__'),
    code: fc.constantFrom('provider_error', 'session_expired'),
    errorType: fc.string(),
    evidence: fc.string(),
    answer: fc.string(),
    expiresAt: fc.integer(),
  },
  { requiredKeys: ['type', 'at', 'mode'] },
);

describe('the rows of a flow', () => {
  it('say in order what happened, and how long the page waited', () => {
    expect(titles('cut off')).toEqual([
      'Window opened',
      'Session requested',
      'Session ready',
      'Provider opened',
      'Window reports “closed”',
      'The page waits for a result (1.00 s)',
      'Window out of sight',
      'The page waits for a result (22.2 s)',
      'Back at the callback page',
      'Success',
    ]);
  });

  it('count the time from the first event', () => {
    expect(rowsOf('success').map(({ time }) => time)).toEqual([
      '0.00\u00a0s',
      '0.00\u00a0s',
      '0.24\u00a0s',
      '0.24\u00a0s',
      undefined,
      '31.2\u00a0s',
    ]);
  });

  it.each([
    ['success', 'Success', 'The provider’s message arrived.'],
    ['cut off', 'Window out of sight', 'did not get the focus back'],
    ['cut off', 'Back at the callback page', 'The callback page reported its address.'],
    ['closed', 'Cancelled: window closed', 'The focus came back to this page'],
    ['one-time password', 'Interrupted: CONSENT_OTP_FAILURE', 'the user can start again'],
    ['late', 'getStatus: pending', 'Your server was asked.'],
    ['late', 'Late: success', 'after the cancel'],
    ['redirect', 'Page loaded', 'The tab came back to your site.'],
  ])('(%s) tell at “%s” what settled it', (name, title, text) => {
    expect(rowOf(name, title).text).toContain(text);
  });

  it.each([
    ['success', 'Success', 'provider'],
    ['cut off', 'Back at the callback page', 'callback'],
    ['closed', 'Cancelled: window closed', 'window'],
    ['late', 'Late: success', 'callback'],
    ['late', 'getStatus: pending', 'server'],
  ])('(%s) draw at “%s” an arrow to the page from the %s', (name, title, from) => {
    expect(rowOf(name, title).marks).toContainEqual(
      expect.objectContaining({ shape: 'arrow', from, to: 'host' }),
    );
  });

  it('draw no second arrow for a callback that was drawn as it came', () => {
    expect(rowOf('cut off', 'Success').marks).toEqual([{ shape: 'end', on: 'host' }]);
  });

  it('tell a reopened window from the first', () => {
    expect(titles('one-time password').filter((title) => title.startsWith('Window opened'))).toEqual([
      'Window opened',
      'Window opened again',
    ]);
  });

  it('doubt the window from the moment it reports “closed” until the end', () => {
    const states = rowsOf('cut off').map(({ after }) => after.window);
    expect(states).toEqual([...Array(4).fill('busy'), ...Array(5).fill('unsure'), 'idle']);
  });

  it('say what the flow waits for while it runs', () => {
    const last = (count: number) => toRows(flowOf('success').slice(0, count)).at(-1);
    expect(last(2)).toMatchObject({ kind: 'now', title: 'Your server works …' });
    expect(last(4)).toMatchObject({ kind: 'now', title: 'The user is at the provider …' });
    expect(last(5)?.kind).toBe('step');
    expect(toRows(flowOf('blocked').slice(0, 3)).at(-1)?.title).toBe('The user decides …');
  });

  it('give an event of a newer core by its name', () => {
    const [first] = flowOf('success');
    const rows = toRows([{ type: 'of_tomorrow', at: first?.at ?? 0, mode: 'popup' }]);
    expect(rows[0]).toMatchObject({ title: 'of_tomorrow', marks: [{ shape: 'dot', on: 'host' }] });
  });

  it('are one for each event, whatever comes, and every lane goes on where it was', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (flow) => {
        const rows = toRows(flow);
        expect(rows.filter(({ kind }) => kind === 'step')).toHaveLength(flow.length);
        rows.forEach((row, index) => {
          for (const lane of LANES) expect(row.before[lane]).toBe(rows[index - 1]?.after[lane] ?? 'idle');
          expect(row.title).not.toBe('');
          expect([typeof row.title, typeof (row.text ?? '')]).toEqual(['string', 'string']);
        });
      }),
    );
  });
});

describe('an outcome that does not say how it came', () => {
  const at = 0;
  const mode = 'popup';
  const opened = { type: 'opened', at, mode } as const;
  const success = { type: 'settled', at, mode, status: 'success' } as const;
  const marksAfter = (...flow: TimelineEvent[]) => toRows(flow).at(-1)?.marks.slice(0, -1);
  const from = (lane: string) => [{ shape: 'arrow', from: lane, to: 'host' }];

  it.each([
    ['is drawn as the provider’s message', [opened, success], from('provider')],
    [
      'is drawn as your server’s answer, where the window is out of sight',
      [opened, { type: 'detached', at, mode }, success],
      from('server'),
    ],
    ['has its callback before it', [opened, { type: 'callback_received', at, mode }, success], []],
    [
      'is nobody’s word, where the user closed the panel after a failure',
      [
        opened,
        { type: 'interrupted', at, mode, code: 'provider_error' },
        { type: 'settled', at, mode, status: 'failed', code: 'provider_error' },
      ],
      [],
    ],
    [
      'is nobody’s word, where the session expired',
      [opened, { type: 'settled', at, mode, status: 'failed', code: 'session_expired' }],
      [],
    ],
  ] satisfies [string, TimelineEvent[], unknown[]][])('%s', (_, flow, marks) => {
    expect(marksAfter(...flow)).toEqual(marks);
  });
});
