import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { duration } from '../../../src/devtools/duration.ts';
import { splitFlows } from '../../../src/devtools/split-flows.ts';
import { readEvents } from '../../../src/devtools/timeline-event.ts';
import { timelineFlows } from '../../support/timeline-flows.ts';

const { success = [], late = [], redirect = [] } = timelineFlows;
const at = 1_764_150_000_000;
const loaded = { type: 'page_loaded', at, mode: 'popup' } as const;

describe('events', () => {
  it('are cut into flows where one has settled', () => {
    expect(splitFlows([...success, ...redirect])).toEqual([success, redirect]);
  });

  it('keep a late outcome with the flow that it came too late for', () => {
    expect(splitFlows([...late, ...success])).toEqual([late, success]);
  });

  it('keep a redirect in one flow, before and after the page was loaded', () => {
    expect(splitFlows(redirect)).toHaveLength(1);
  });

  it('begin another flow where the page was loaded and the user pressed again', () => {
    const left = success.slice(0, 3);
    expect(splitFlows([...left, loaded, ...success])).toEqual([[...left, loaded], success]);
  });
});

describe('events from storage or a file', () => {
  it('are read as they were written', () => {
    for (const flow of Object.values(timelineFlows))
      expect(readEvents(JSON.parse(JSON.stringify(flow)))).toEqual(flow);
  });

  it.each([
    ['no list', {}],
    ['no objects', [null, 1, 'settled']],
    ['no time', [{ type: 'settled', mode: 'popup' }]],
    ['a type that is no text', [{ type: 1, at, mode: 'popup' }]],
    ['a field that is no text', [{ type: 'settled', at, mode: 'popup', reason: { toString: 1 } }]],
    ['an expiry that is no number', [{ type: 'session_ready', at, mode: 'popup', expiresAt: 'soon' }]],
  ])('are left out where there is %s', (_, value) => {
    expect(readEvents(value)).toEqual([]);
  });

  it('never make it throw', () => {
    fc.assert(fc.property(fc.anything(), (value) => readEvents([value]).length <= 1));
  });
});

test.each([
  [0, '0.00 s'],
  [-3, '0.00 s'],
  [9994, '9.99 s'],
  [9996, '10.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min'],
  [185_000, '3 min 5 s'],
])('%i ms reads “%s”', (ms, text) => {
  expect(duration(ms).replaceAll('\u00a0', ' ')).toBe(text);
});
