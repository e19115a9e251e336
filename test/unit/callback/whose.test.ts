import { describe, expect, it } from 'vitest';
import type { FlowRecord } from '../../../src/browser/records.ts';
import { type Known, whoseCallback } from '../../../src/callback/whose.ts';
import type { Callback } from '../../../src/protocol/callback-url.ts';

const HERE = 'https://app.example/callback';
const NAMED: FlowRecord = {
  v: 2,
  mode: 'redirect',
  sessionId: 's1',
  expiresAt: 1,
  named: true,
  returnUrl: 'https://app.example/',
};
const UNNAMED: FlowRecord = { ...NAMED, named: false };
const OTHER: FlowRecord = { ...UNNAMED, sessionId: 's2' };
const POPUP: FlowRecord = { ...UNNAMED, mode: 'popup' };

const success = (sessionId = 's1'): Callback => ({ result: { status: 'success', sessionId } });
const ERROR: Callback = { result: { status: 'error', fields: { error: 'access_denied' } } };

const whose = (callback: Callback, known: Partial<Known> = {}) =>
  whoseCallback(callback, { records: [], marks: {}, here: HERE, attended: false, ...known });

const ours = (flowId: string, record: FlowRecord) => ({ standing: 'ours', flowId, record });

describe('a callback that names a flow', () => {
  const records: Known['records'] = [
    ['b', OTHER],
    ['a', NAMED],
  ];

  it.each([success(), ERROR])('is that flow’s, in whatever tab', (callback) => {
    expect(whose({ ...callback, flowId: 'a' }, { records })).toEqual(ours('a', NAMED));
  });

  it('of which nothing is known is some other page’s to tell', () => {
    const marks = { a: 'window' } as const;
    expect(whose({ ...success(), flowId: 'c' }, { records, marks })).toEqual({
      standing: 'unknown',
      flowId: 'c',
    });
  });

  it('and the session of another is nobody’s word', () => {
    const callback = { ...success('s2'), flowId: 'a' };
    expect(whose(callback, { records })).toEqual({ standing: 'mismatch', flowId: 'a' });
  });

  it('that has no name is nobody’s word', () => {
    const callback = { ...success('s2'), flowId: 'b' };
    expect(whose(callback, { records })).toEqual({ standing: 'mismatch', flowId: 'b' });
  });
});

describe('a success that names no flow', () => {
  it('is that of the flow whose session it names, in whatever tab', () => {
    const records: Known['records'] = [
      ['b', OTHER],
      ['a', UNNAMED],
    ];
    expect(whose(success(), { records })).toEqual(ours('a', UNNAMED));
  });

  it.each([
    ['of a session that nobody knows', { records: [['a', UNNAMED]] }, 's3'],
    ['of a flow that has a name', { records: [['a', NAMED]] }, 's1'],
  ] as const)('%s, is nobody’s', (_, known, sessionId) => {
    expect(whose(success(sessionId), known)).toBeUndefined();
  });

  it('is not another flow’s than the one that opened the window', () => {
    const records: Known['records'] = [
      ['a', POPUP],
      ['b', OTHER],
    ];
    const known: Partial<Known> = { records, marks: { a: 'window' } };
    expect(whose(success('s2'), known)).toEqual({ standing: 'mismatch', flowId: 'a' });
    expect(whose(success('s1'), known)).toEqual(ours('a', POPUP));
  });
});

describe('an error that names no flow', () => {
  it.each([
    ['the tab that has left for it', { ...UNNAMED }, 'tab'],
    ['the tab that a frame’s page took over', { ...UNNAMED, mode: 'iframe' }, 'tab'],
    ['the window that it opened', POPUP, 'window'],
  ] as const)('is a flow’s in %s', (_, record, mark) => {
    expect(whose(ERROR, { records: [['a', record]], marks: { a: mark } })).toEqual(ours('a', record));
  });

  it.each([
    ['in a tab that waits for a popup', { records: [['a', POPUP]], marks: { a: 'tab' } }],
    ['in another tab', { records: [['a', UNNAMED]], marks: {} }],
    [
      'on the launching page itself',
      { records: [['a', UNNAMED]], marks: { a: 'tab' }, here: UNNAMED.returnUrl },
    ],
    ['where the flow has a name', { records: [['a', NAMED]], marks: { a: 'tab' } }],
    ['where the flow is forgotten', { records: [['b', OTHER]], marks: { a: 'tab' } }],
  ] as const)('%s, is nobody’s', (_, known) => {
    expect(whose(ERROR, known)).toBeUndefined();
  });

  it('is the newest flow’s that it can be', () => {
    const records: Known['records'] = [
      ['a', UNNAMED],
      ['b', OTHER],
      ['c', NAMED],
    ];
    const marks = { a: 'tab', b: 'tab', c: 'tab' } as const;
    expect(whose(ERROR, { records, marks })).toEqual(ours('b', OTHER));
  });

  it('is nobody’s in another tab, although it names the session', () => {
    const callback: Callback = { result: { status: 'error', sessionId: 's1', fields: {} } };
    expect(whose(callback, { records: [['a', UNNAMED]] })).toBeUndefined();
  });

  it('and the session of another flow, is nobody’s', () => {
    const callback: Callback = { result: { status: 'error', sessionId: 's9', fields: {} } };
    expect(whose(callback, { records: [['a', UNNAMED]], marks: { a: 'tab' } })).toBeUndefined();
  });
});

describe('where no storage tells', () => {
  it.each([success(), ERROR])(
    'a window that a flow has opened may be that of a page that waits',
    (callback) => {
      expect(whose(callback, { attended: true })).toEqual({ standing: 'unknown' });
      expect(whose(callback)).toBeUndefined();
    },
  );

  it('a window whose flow has left no record may be that of a page that waits', () => {
    expect(whose(ERROR, { marks: { b: 'tab', a: 'window' } })).toEqual({ standing: 'unknown', flowId: 'a' });
  });

  it('but a window whose flow has a name is told by that alone', () => {
    const known: Partial<Known> = { records: [['a', NAMED]], marks: { a: 'window' }, attended: true };
    expect(whose(ERROR, known)).toBeUndefined();
  });
});
