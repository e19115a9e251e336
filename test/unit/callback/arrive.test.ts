import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToInbox } from '../../../src/browser/inbox.ts';
import { holdLock } from '../../../src/browser/locks.ts';
import { pageState } from '../../../src/browser/page-state.ts';
import { type FlowRecord, openRecords } from '../../../src/browser/records.ts';
import { received } from '../../../src/browser/relay.ts';
import { arrive } from '../../../src/callback/arrive.ts';
import { APP, addFrame, keepRecord as keepInBrowser, openApp } from '../../support/fake-app.ts';
import { type FakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

const CALLBACK = `${APP}/callback?consent_flow=flow-1&session_id=s1`;
const UNNAMED = `${APP}/callback?session_id=s1`;
const NOTHING_SPENT = { timers: 0, channels: 0, locks: 0, writes: 0 };

let browser: FakeBrowser;
/** The host page. */
let tab: Place;
let restore: () => void;
beforeEach(() => {
  ({ browser, tab, restore } = openApp());
});
afterEach(() => restore());

const records = () => openRecords(tab.win, browser.now);

const keepRecord = (change: Partial<FlowRecord> = {}) =>
  keepInBrowser({ browser, tab }, { mode: 'popup', ...change });

/** What the page in `place` comes to within that time: undefined as long as it waits. */
async function arrivalIn({ page, win }: Place, ms = 3000): Promise<unknown> {
  browser.enter(page);
  const came = vi.fn();
  void arrive(win).then(came);
  await browser.pass(ms);
  return came.mock.calls[0]?.[0];
}

/** A popup of the host page, with that name. */
async function popup(url: string, name = 'open-consent-0.1'): Promise<Place> {
  tab.win.open(url, name);
  await browser.settle();
  return browser.tabs.at(-1) as Place;
}

const frame = (url: string, attributes?: Record<string, string>) => addFrame(browser, tab, url, attributes);

describe('a callback of a flow that this browser knows', () => {
  it('ends there where nobody waits, and is cleaned out of the address', async () => {
    keepRecord();
    const place = browser.openTab(`${CALLBACK}&x=1`);
    place.win.history.replaceState({ page: 1 }, '');
    expect(await arrivalIn(place)).toEqual({ handled: 'here', flowId: 'flow-1' });
    expect(place.url).toBe(`${APP}/callback?x=1`);
    expect(place.win.history.state).toEqual({ page: 1 });
  });

  it('leaves an address alone that the app has changed meanwhile', async () => {
    keepRecord();
    const place = browser.openTab(CALLBACK);
    browser.enter(place.page);
    void arrive(place.win);
    place.win.history.pushState(null, '', '/routed?session_id=7');
    await browser.pass(3000);
    expect(place.url).toBe(`${APP}/routed?session_id=7`);
  });

  it.each([
    ['has left for it by redirect', { mode: 'redirect' }, {}],
    ['was taken over by the frame’s page', { mode: 'iframe' }, { 'flow-1': 'tab' }],
  ] as const)('ends at once in a tab that %s', async (_, change, marks) => {
    keepRecord(change);
    const place = browser.openTab(CALLBACK);
    place.win.sessionStorage.setItem('open-consent.marks', JSON.stringify(marks));
    expect(await arrivalIn(place, 0)).toEqual({ handled: 'here', flowId: 'flow-1' });
  });

  it('waits a moment for the page that launched it, in a window', async () => {
    keepRecord();
    const place = await popup(CALLBACK);
    place.win.sessionStorage.setItem('open-consent.marks', '{"flow-1":"window"}');
    expect(await arrivalIn(place, 249)).toBeUndefined();
  });

  it('is relayed where a page answers, and the window closes', async () => {
    keepRecord();
    browser.enter(tab.page);
    listenToInbox(
      tab.win,
      (heard, reply) => reply(heard, received('flow-1', CALLBACK)),
      new AbortController().signal,
    );
    const place = await popup(CALLBACK);
    expect(await arrivalIn(place)).toEqual({ handled: 'relayed' });
    expect(place.closed).toBe(true);
  });

  it('is relayed where the page that waits has found it in the record, and could not answer', async () => {
    keepRecord();
    const life = new AbortController();
    holdLock(tab.win, 'flow-1', life.signal);
    const place = await popup(CALLBACK);
    const arrival = arrivalIn(place);
    records().update('flow-1', { ended: 'provider' });
    life.abort();
    expect(await arrival).toEqual({ handled: 'relayed' });
    expect(place.closed).toBe(true);
  });

  it('is refused where the flow has ended meanwhile by another one', async () => {
    keepRecord();
    const life = new AbortController();
    holdLock(tab.win, 'flow-1', life.signal);
    await browser.settle();
    const arrival = arrivalIn(browser.openTab(CALLBACK));
    records().update('flow-1', { result: `${CALLBACK}&consent_id=2`, ended: 'provider' });
    life.abort();
    expect(await arrival).toEqual({ handled: 'refused', why: 'session_used' });
  });

  it('is refused where its record has gone meanwhile', async () => {
    keepRecord();
    const place = browser.openTab(CALLBACK);
    const arrival = arrivalIn(place);
    tab.win.localStorage.clear();
    expect(await arrival).toEqual({ handled: 'refused', why: 'session_used' });
  });

  it('is refused at once where the provider has ended the flow before', async () => {
    keepRecord();
    records().update('flow-1', { ended: 'provider' });
    const place = browser.openTab(CALLBACK);
    expect(await arrivalIn(place, 0)).toEqual({ handled: 'refused', why: 'session_used' });
    expect(place.page.costs).toEqual(NOTHING_SPENT);
  });

  it('is still told to the page that has ended the flow by itself, but is no result any more', async () => {
    keepRecord();
    records().update('flow-1', { ended: 'page' });
    const heard: unknown[] = [];
    browser.enter(tab.page);
    listenToInbox(tab.win, ({ data }) => heard.push(data), new AbortController().signal);
    expect(await arrivalIn(browser.openTab(CALLBACK))).toEqual({ handled: 'refused', why: 'session_used' });
    expect(heard).toMatchObject([{ url: CALLBACK }]);
    expect(records().read('flow-1')?.result).toBeUndefined();
  });

  it('is refused where it names another session', async () => {
    keepRecord();
    const place = browser.openTab(`${CALLBACK}2`);
    expect(await arrivalIn(place, 0)).toEqual({ handled: 'refused', why: 'session_mismatch' });
    expect(place.page.costs).toEqual(NOTHING_SPENT);
  });
});

describe('a callback of which this browser knows nothing', () => {
  beforeAll(loadElements);

  it('is refused where it names a flow and nobody answers', async () => {
    const place = browser.openTab(CALLBACK);
    expect(await arrivalIn(place)).toEqual({ handled: 'refused', why: 'unverified_callback' });
    expect(place.url).toBe(CALLBACK);
  });

  it('is relayed to the page that answers', async () => {
    browser.enter(tab.page);
    listenToInbox(
      tab.win,
      (heard, reply) => reply(heard, received('flow-1', CALLBACK)),
      new AbortController().signal,
    );
    expect(await arrivalIn(browser.openTab(CALLBACK))).toEqual({ handled: 'relayed' });
  });

  it.each([
    ['a flow’s window', () => popup(UNNAMED)],
    ['a flow’s frame', () => frame(UNNAMED, { name: 'open-consent-0.1' })],
  ])('and that names none, is asked about in %s, and is nobody’s without an answer', async (_, open) => {
    const place = await open();
    const { costs } = place.page;
    expect(await arrivalIn(place, 999)).toBeUndefined();
    expect(costs.channels).toBe(1);
    await browser.pass(1);
    expect(await arrivalIn(place, 0)).toEqual({ handled: 'none' });
  });

  it.each([
    ['a tab of its own', async () => browser.openTab(UNNAMED)],
    ['the app’s own popup', () => popup(UNNAMED, 'help-open-consent-')],
    ['the app’s own frame', () => frame(UNNAMED, { name: 'help' })],
    [
      'a window whose opener is gone',
      async () => {
        const place = await popup(UNNAMED);
        tab.close();
        return place;
      },
    ],
    [
      'a frame of another site',
      () => {
        tab.load('https://portal.example/');
        return frame(UNNAMED, { name: 'open-consent-0.1' });
      },
    ],
    ['a frame without an origin', () => frame(CALLBACK, { sandbox: 'allow-scripts' })],
  ])('and that names none, is nobody’s at once in %s', async (_, open) => {
    const place = await open();
    const { costs } = place.page;
    expect(await arrivalIn(place, 0)).toEqual({ handled: 'none' });
    expect(costs).toEqual(NOTHING_SPENT);
  });
});

it('is done once for each page, also where two copies of the library are loaded', async () => {
  pageState(tab.win, 'arrival', () => Promise.resolve({ handled: 'relayed' }));
  expect(await arrive(tab.win)).toEqual({ handled: 'relayed' });
});
