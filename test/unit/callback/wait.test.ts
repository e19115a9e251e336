import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMarks } from '../../../src/browser/marks.ts';
import { openRecords } from '../../../src/browser/records.ts';
import { CHANNEL } from '../../../src/browser/relay.ts';
import type { Told } from '../../../src/callback/take.ts';
import { waitFor } from '../../../src/callback/wait.ts';
import { type FakeBrowser, fakeBrowser, type Place } from '../../support/fake-browser.ts';

const APP = 'https://app.example';
const CALLBACK = `${APP}/callback?consent_flow=flow-1&session_id=s1`;
const RELAY = { v: 1, type: 'open-consent.callback', flowId: 'flow-1', url: CALLBACK };
const NOTHING = { timers: 0, listeners: [], channels: 0, locks: [] };

let browser: FakeBrowser;
let tab: Place;
let told: Told[];
let restore: () => void;
beforeEach(async () => {
  browser = fakeBrowser();
  // Nothing but the relay can bring the result: the record is in the tab's own storage.
  browser.storage.localStorage = 'full';
  tab = browser.openTab(`${APP}/`);
  restore = browser.installGlobals();
  told = [];
  const expiresAt = browser.now() + 600_000;
  const record = { v: 2, mode: 'popup', sessionId: 's1', expiresAt, named: true } as const;
  records().write('flow-1', { ...record, returnUrl: `${APP}/` });
  tab.win.sessionStorage.setItem('open-consent.marks', '{"flow-1":"tab"}');
  waitFor(tab.win, 'flow-1', (what) => told.push(what));
  await browser.settle();
});
afterEach(() => restore());

const records = () => openRecords(tab.win, browser.now);

/** Another page of the app says that on the channel; what it is answered. */
async function broadcast(data: unknown): Promise<unknown[]> {
  const channel = new (browser.openTab(`${APP}/callback`).win.BroadcastChannel)(CHANNEL);
  const answers: unknown[] = [];
  channel.onmessage = (event) => void answers.push(event.data);
  channel.postMessage(data);
  await browser.settle();
  return answers;
}

describe('a page that waits for the flow of a page that is gone', () => {
  it('takes the callback that is relayed to it, answers, and waits no longer', async () => {
    const answers = await broadcast(RELAY);
    expect(told).toMatchObject([{ outcome: { status: 'success', sessionId: 's1' }, returnUrl: `${APP}/` }]);
    expect(answers).toContainEqual({ v: 1, type: 'open-consent.received', flowId: 'flow-1', url: CALLBACK });
    expect(records().read('flow-1')?.ended).toBe('provider');
    expect(readMarks(tab.win)).toEqual({});
    await browser.pass(1000);
    expect(tab.page.held()).toEqual(NOTHING);
  });

  it.each([
    ['of another flow', { ...RELAY, flowId: 'flow-2' }],
    ['of no flow', { ...RELAY, flowId: undefined }],
    ['of another session', { ...RELAY, url: `${CALLBACK}2` }],
    ['that says nothing', { ...RELAY, url: `${APP}/callback` }],
    ['that is none', { ...RELAY, type: 'open-consent.received' }],
  ])('ignores a relay %s', async (_, relay) => {
    expect(await broadcast(relay)).toEqual([]);
    expect(told).toEqual([]);
    expect(tab.page.held().listeners).toContain('message');
  });

  it('ignores what another origin says', async () => {
    tab.page.fire('message', { data: RELAY, origin: 'https://auth.fiskil.com', source: null });
    await browser.settle();
    expect(told).toEqual([]);
  });

  it.each([
    ['has ended elsewhere', () => records().update('flow-1', { ended: 'provider' })],
    ['is forgotten', () => tab.win.sessionStorage.removeItem('open-consent.flow.flow-1')],
  ])('waits no longer for one that %s, and tells nothing', async (_, happen) => {
    happen();
    tab.page.fire('storage');
    expect(told).toEqual([]);
    expect(readMarks(tab.win)).toEqual({});
    await browser.pass(1000);
    expect(tab.page.held()).toEqual(NOTHING);
  });

  it('ignores a relay of one that is forgotten', async () => {
    tab.win.sessionStorage.removeItem('open-consent.flow.flow-1');
    expect(await broadcast(RELAY)).toEqual([]);
    expect(told).toEqual([]);
  });

  it.each(['focus', 'pageshow', 'storage'])('looks again on %s', (type) => {
    records().update('flow-1', { result: CALLBACK });
    tab.page.fire(type);
    expect(told).toHaveLength(1);
  });
});
