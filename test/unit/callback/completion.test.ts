import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToInbox } from '../../../src/browser/inbox.ts';
import { readMarks } from '../../../src/browser/marks.ts';
import { pageState } from '../../../src/browser/page-state.ts';
import { type FlowRecord, openRecords } from '../../../src/browser/records.ts';
import { received } from '../../../src/browser/relay.ts';
import { type CompletionHandlers, completeConsent } from '../../../src/callback/complete-consent.ts';
import { claimCompletion } from '../../../src/callback/completion.ts';
import type { Told } from '../../../src/callback/take.ts';
import { APP, keepRecord as keepInBrowser, openApp } from '../../support/fake-app.ts';
import type { FakeBrowser, Place } from '../../support/fake-browser.ts';

const CALLBACK = `${APP}/callback?consent_flow=flow-1&session_id=s1`;
const RETURN_URL = `${APP}/onboarding`;
const SUCCESS = { status: 'success', mode: 'redirect', sessionId: 's1' };

let browser: FakeBrowser;
let tab: Place;
let restore: () => void;
beforeEach(() => {
  ({ browser, tab, restore } = openApp());
});
afterEach(() => restore());

const records = () => openRecords(tab.win, browser.now);

const keepRecord = (change: Partial<FlowRecord> = {}) =>
  keepInBrowser({ browser, tab }, { returnUrl: RETURN_URL, ...change });

/** Waits for a call that needs no time of the clock's, or that much. */
async function result<T>(promise: Promise<T>, ms = 3000): Promise<T> {
  await browser.pass(ms);
  return promise;
}

const complete = (handlers?: CompletionHandlers) => result(completeConsent(handlers));

describe('completeConsent() resolves to', () => {
  it('nothing on a server', async () => {
    restore();
    expect(await completeConsent({ onError: () => expect.unreachable() })).toEqual({ handled: 'none' });
  });

  it('nothing on a page that is no callback', async () => {
    expect(await complete()).toEqual({ handled: 'none' });
  });

  it('the outcome, with where the user came from and the state', async () => {
    keepRecord({ state: { cart: 1 } });
    browser.openTab(CALLBACK);
    const returned = { outcome: SUCCESS, returnUrl: RETURN_URL, state: { cart: 1 } };
    expect(await complete()).toEqual({ handled: 'outcome', ...returned });
  });

  it('the outcome without a state, where there was none', async () => {
    keepRecord();
    browser.openTab(CALLBACK);
    expect(await complete()).toEqual({ handled: 'outcome', outcome: SUCCESS, returnUrl: RETURN_URL });
  });

  it('that it was relayed, where a page has answered', async () => {
    browser.enter(tab.page);
    const answer = received('flow-1', CALLBACK);
    listenToInbox(tab.win, (heard, reply) => reply(heard, answer), new AbortController().signal);
    browser.enter(browser.openTab(CALLBACK).page);
    expect(await complete()).toEqual({ handled: 'relayed' });
  });

  it.each([
    ['unverified_callback', 'this browser knows nothing of the flow', CALLBACK, () => {}],
    ['session_mismatch', 'the callback names another auth session', `${CALLBACK}2`, () => keepRecord()],
    [
      'session_used',
      'this flow has ended before',
      CALLBACK,
      () => {
        keepRecord();
        records().update('flow-1', { ended: 'provider' });
      },
    ],
  ])('%s, which no handler is told', async (code, says, url, before) => {
    before();
    browser.openTab(url);
    const heard = vi.fn();
    const found = await complete({ onSuccess: heard, onCancel: heard, onError: heard });
    expect(found).toMatchObject({
      handled: 'outcome',
      outcome: { status: 'failed', mode: 'redirect', error: { code } },
    });
    expect((found as { outcome: { error: Error } }).outcome.error.message).toContain(says);
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('who hears the outcome', () => {
  const claim = (rank: number, heard: number[], name = rank) =>
    claimCompletion(browser.current?.window as Window, { rank, tell: () => void heard.push(name) });

  beforeEach(() => {
    keepRecord();
    browser.openTab(CALLBACK);
  });

  it('is the handler that it is for, with all there is', async () => {
    const onSuccess = vi.fn();
    await complete({ onSuccess });
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith({ ...SUCCESS, returnUrl: RETURN_URL });
  });

  it('is the highest claim, whenever it was made', async () => {
    const heard: number[] = [];
    for (const rank of [1, 3, 2]) claim(rank, heard);
    await browser.pass(3000);
    expect(heard).toEqual([3]);
  });

  it('is the newest among equals', async () => {
    const heard: number[] = [];
    for (const name of [1, 2, 3]) claim(1, heard, name);
    await browser.pass(3000);
    expect(heard).toEqual([3]);
  });

  it('is nobody who has taken the claim back', async () => {
    const heard: number[] = [];
    claim(1, heard);
    claim(2, heard)();
    await browser.pass(3000);
    expect(heard).toEqual([1]);
  });

  it('is the next who asks, where nobody was there; and then no other', async () => {
    const heard: number[] = [];
    claim(1, heard)();
    await browser.pass(3000);
    claim(2, heard);
    expect(heard).toEqual([]);
    await browser.settle();
    claim(3, heard);
    await browser.settle();
    expect(heard).toEqual([2]);
  });

  it('is a call with handlers rather than one without', async () => {
    const onSuccess = vi.fn();
    const first = completeConsent({ onSuccess });
    const second = completeConsent();
    await browser.pass(3000);
    expect(onSuccess).toHaveBeenCalledOnce();
    expect(await first).toMatchObject({ handled: 'outcome' });
    expect(await second).toEqual({ handled: 'none' });
  });

  it('may throw, which goes to the page’s error reporting', async () => {
    const error = new Error('theirs');
    const throws = () => {
      throw error;
    };
    await complete({ onSuccess: throws });
    expect(browser.reported).toEqual([error]);
  });
});

describe('a tab that has waited', () => {
  const load = (type: NavigationTimingType, change: Partial<FlowRecord> = {}) => {
    keepRecord(change);
    tab.win.sessionStorage.setItem('open-consent.marks', '{"flow-1":"tab"}');
    tab.load(`${APP}/other`, type);
    browser.enter(tab.page);
    const told: Told[] = [];
    claimCompletion(tab.win, { rank: 1, tell: (what) => told.push(what) });
    return told;
  };

  it('for a redirect, and is back by the Back button, is told that the user left', async () => {
    const told = load('back_forward', { state: 1 });
    await browser.pass(3000);
    const outcome = { status: 'cancelled', reason: 'dismissed', sessionId: 's1', mode: 'redirect' };
    expect(told).toEqual([{ outcome, returnUrl: RETURN_URL, state: 1 }]);
    expect(readMarks(tab.win)).toEqual({});
  });

  it('for a redirect, and is on another page of the app, still waits', async () => {
    const told = load('navigate');
    await browser.pass(3000);
    expect(told).toEqual([]);
    expect(readMarks(tab.win)).toEqual({ 'flow-1': 'tab' });
  });

  it('for a flow that has ended elsewhere waits no longer', async () => {
    keepRecord();
    records().update('flow-1', { ended: 'provider' });
    const told = load('back_forward');
    await browser.pass(3000);
    expect(told).toEqual([]);
    expect(readMarks(tab.win)).toEqual({});
  });

  it('for a flow that is forgotten waits no longer', async () => {
    const told = load('back_forward', { v: 1 as 2 });
    await browser.pass(3000);
    expect(told).toEqual([]);
    expect(readMarks(tab.win)).toEqual({});
  });

  it('is told the result that lies ready, and its address is left alone', async () => {
    const told = load('navigate', { mode: 'popup', result: CALLBACK });
    await browser.pass(3000);
    expect(told).toEqual([{ outcome: { ...SUCCESS, mode: 'popup' }, returnUrl: RETURN_URL }]);
    expect(readMarks(tab.win)).toEqual({});
    expect(tab.page.held()).toEqual({ timers: 0, listeners: [], channels: 0, locks: [] });
  });

  it('for a popup hears when it comes home', async () => {
    const told = load('reload', { mode: 'popup' });
    await browser.pass(3000);
    expect(told).toEqual([]);
    const other = browser.openTab(`${APP}/elsewhere`);
    openRecords(other.win, browser.now).update('flow-1', { result: CALLBACK });
    await browser.pass(3000);
    expect(told).toHaveLength(1);
    expect(tab.page.held()).toEqual({ timers: 0, listeners: [], channels: 0, locks: [] });
  });

  it('for a popup tells who asks later, though a call without handlers was there before', async () => {
    keepRecord({ mode: 'popup' });
    tab.win.sessionStorage.setItem('open-consent.marks', '{"flow-1":"tab"}');
    tab.load(`${APP}/other`, 'reload');
    browser.enter(tab.page);
    await complete();
    openRecords(browser.openTab(`${APP}/x`).win, browser.now).update('flow-1', { result: CALLBACK });
    await browser.pass(3000);
    browser.enter(tab.page);
    const onSuccess = vi.fn();
    await complete({ onSuccess });
    expect(onSuccess).toHaveBeenCalledOnce();
  });

  it('for a popup waits until the session has expired, and not longer', async () => {
    load('reload', { mode: 'popup' });
    await browser.pass(599_000);
    expect(tab.page.held().listeners).toContain('storage');
    await browser.pass(3000);
    expect(tab.page.held()).toEqual({ timers: 0, listeners: [], channels: 0, locks: [] });
  });
});

it('a window that a flow has opened leaves the result to the page that waits', async () => {
  keepRecord({ mode: 'popup', result: CALLBACK });
  const place = browser.openTab(`${APP}/other`);
  place.win.sessionStorage.setItem('open-consent.marks', '{"flow-1":"window"}');
  const told = vi.fn();
  await complete({ onSuccess: told });
  expect(told).not.toHaveBeenCalled();
  expect(records().read('flow-1')?.ended).toBeUndefined();
});

it('is done once for each page, also where two copies of the library are loaded', async () => {
  const arrival = Promise.resolve({ handled: 'relayed' });
  browser.enter(tab.page);
  pageState(tab.win, 'completion', () => ({ arrival, claims: new Set(), untold: [] }));
  expect(await complete()).toEqual({ handled: 'relayed' });
});

it('what cannot be looked at is reported, and nothing has come back', async () => {
  tab.load(CALLBACK);
  browser.enter(tab.page);
  Object.defineProperty(tab.win, 'origin', {
    get() {
      throw new Error('no world');
    },
  });
  expect(await complete()).toEqual({ handled: 'none' });
  expect(browser.reported).toMatchObject([{ message: 'no world' }]);
});
