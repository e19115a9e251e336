import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pageState } from '../../../src/browser/page-state.ts';
import { type FlowRecord, openRecords } from '../../../src/browser/records.ts';
import { claimCompletion } from '../../../src/callback/completion.ts';
import { runCallbackPage } from '../../../src/callback/run-callback-page.ts';
import { APP, keepRecord as keepInBrowser, openApp } from '../../support/fake-app.ts';
import { type FakeBrowser, loadElements, type PageWindow, type Place } from '../../support/fake-browser.ts';

const CALLBACK = `${APP}/callback?consent_flow=flow-1&session_id=s1`;
const CLOSE = 'You can close this window';
const RETURN = 'Return to the app where you started';

let browser: FakeBrowser;
let tab: Place;
let restore: () => void;
beforeAll(loadElements);
beforeEach(() => {
  ({ browser, tab, restore } = openApp());
});
afterEach(() => restore());

interface Setting {
  url?: string;
  /** What the page has of its own. */
  html?: string;
  before?(win: PageWindow): void;
}

/** A callback page with its script, in a tab that no script may close. */
function open({ url = CALLBACK, html = '', before }: Setting = {}): Place {
  const run = (win: PageWindow) => {
    before?.(win);
    void runCallbackPage(win);
  };
  browser.serve(`${APP}/callback`, { html, run });
  const place = browser.openTab(`${APP}/first`);
  place.load(url);
  return place;
}

const textOf = ({ win }: Place) => win.document.body.textContent?.trim();

const keepRecord = (change: Partial<FlowRecord> = {}) =>
  keepInBrowser({ browser, tab }, { returnUrl: `${APP}/onboarding#step`, ...change });

describe('a callback page that can end no flow', () => {
  it('says where to go on', async () => {
    const place = open();
    await browser.pass(2000);
    expect(textOf(place)).toBe(RETURN);
    expect(place.page.held().timers).toBe(0);
  });

  it('says so at once, however early it knows', async () => {
    keepRecord();
    const place = open({ url: `${CALLBACK}2` });
    await browser.settle();
    expect(textOf(place)).toBe(RETURN);
  });

  it('says that the window can be closed where the flow has ended before', async () => {
    keepRecord();
    openRecords(tab.win, browser.now).update('flow-1', { ended: 'provider' });
    const place = open();
    await browser.pass(1000);
    expect(textOf(place)).toBe(CLOSE);
  });

  it('says nothing where the page has something of its own', async () => {
    const place = open({ html: '<h1>Thank you</h1>' });
    await browser.pass(5000);
    expect(textOf(place)).toBe('Thank you');
  });

  it('says nothing in a frame', async () => {
    const { document } = tab.win;
    browser.serve(`${APP}/callback`, (win) => void runCallbackPage(win));
    const frame = document.createElement('iframe');
    frame.src = CALLBACK;
    document.body.append(frame);
    await browser.pass(1000);
    expect(textOf(tab.frames[0] as Place)).toBe('');
  });

  it('does nothing where the address is no callback', async () => {
    const place = open({ url: `${APP}/callback?x=1` });
    const { costs } = place.page;
    await browser.pass(5000);
    expect(textOf(place)).toBe('');
    expect(costs).toEqual({ timers: 0, channels: 0, locks: 0, writes: 0 });
  });
});

describe('what is said', () => {
  it('is in the language of the page', async () => {
    const place = open({ before: ({ document }) => document.documentElement.setAttribute('lang', 'de-CH') });
    await browser.pass(1000);
    const { documentElement: root, body } = place.win.document;
    expect(body.textContent).toBe('Gehen Sie zurück zu der App, in der Sie begonnen haben');
    expect(root.lang).toBe('de-CH');
  });

  it('is in the language of the browser where the page tells none', async () => {
    const before = (win: PageWindow) => void Object.assign(win.navigator, { language: 'ar-AE' });
    const place = open({ before });
    await browser.pass(1000);
    const { documentElement: root, body } = place.win.document;
    expect(root.lang).toBe('ar');
    const line = body.querySelector('p');
    expect([line?.lang, line?.dir]).toEqual(['ar', 'rtl']);
  });

  it('is heard by screen readers, and fits a phone', async () => {
    const place = open();
    await browser.pass(1000);
    const { documentElement: root, body, head, title } = place.win.document;
    expect(body.firstElementChild?.getAttribute('role')).toBe('status');
    expect(body.querySelector('p')?.style.textAlign).toBe('center');
    expect(head.querySelector('meta')?.getAttribute('name')).toBe('viewport');
    expect(head.querySelector('meta')?.getAttribute('content')).toBe('width=device-width');
    expect(root.style.colorScheme).toBe('light dark');
    expect(title).toBe(RETURN);
  });

  it('leaves the title and the colours that the page has', async () => {
    const before = ({ document }: PageWindow) => {
      document.title = 'Acme';
      document.documentElement.style.colorScheme = 'dark';
    };
    const place = open({ before });
    await browser.pass(1000);
    const { documentElement: root, title } = place.win.document;
    expect([title, root.style.colorScheme]).toEqual(['Acme', 'dark']);
  });

  it('is said on a page that has nothing but white space', async () => {
    const place = open({ html: ' \n ' });
    await browser.pass(1000);
    expect(textOf(place)).toBe(RETURN);
  });
});

describe('a callback page that waits for an answer', () => {
  /** Another page holds the lock of the flow, and does not answer. */
  const busyHost = async () => {
    void tab.win.navigator.locks.request('open-consent.flow-1', () => new Promise(() => {}));
    await browser.settle();
  };

  it('says after 0.6 s that the window can be closed', async () => {
    await busyHost();
    const place = open();
    await browser.pass(599);
    expect(textOf(place)).toBe('');
    await browser.pass(1);
    expect(textOf(place)).toBe(CLOSE);
  });

  it('says it above what the page has, which stays as it is', async () => {
    await busyHost();
    const place = open({ html: '<h1>Thank you</h1>' });
    await browser.pass(600);
    const { body, head, documentElement: root } = place.win.document;
    expect([...body.children].map(({ textContent }) => textContent)).toEqual([CLOSE, 'Thank you']);
    expect(head.querySelector('meta')).toBeNull();
    expect([root.lang, root.style.colorScheme]).toEqual(['', '']);
  });
});

describe('a callback page where the flow ends', () => {
  it('goes back to the page that launched it, also where only the hash differs', async () => {
    keepRecord();
    const place = open();
    await browser.settle();
    expect(place.url).toBe(`${APP}/onboarding#step`);
    expect(place.navigations.at(-1)?.how).toBe('reload');
  });

  it('goes back to the same page though its own address is that page’s, but for the hash', async () => {
    keepRecord({ returnUrl: `${APP}/callback#step` });
    const place = open();
    await browser.settle();
    expect(place.navigations.at(-1)).toEqual({ how: 'reload', url: `${APP}/callback#step` });
  });

  it('says that the window can be closed where that page is no page of ours', async () => {
    keepRecord({ returnUrl: 'https://portal.example/' });
    const place = open();
    await browser.settle();
    expect(textOf(place)).toBe(CLOSE);
  });

  it('stays where the page is the app, which completes by itself', async () => {
    keepRecord();
    const told: unknown[] = [];
    const before = (win: PageWindow) =>
      void claimCompletion(win, { rank: 1, tell: (what) => told.push(what) });
    const place = open({ before });
    await browser.pass(3000);
    expect(place.url).toBe(`${APP}/callback`);
    expect(textOf(place)).toBe('');
    expect(told).toHaveLength(1);
  });

  it('does nothing where another copy of its script has begun', async () => {
    const before = (win: PageWindow) => void pageState(win, 'callback-page', () => Promise.resolve());
    const place = open({ before });
    await browser.pass(1000);
    expect(textOf(place)).toBe('');
  });

  it('runs once where its script is there twice', async () => {
    const before = (win: PageWindow) => void runCallbackPage(win);
    const place = open({ before });
    await browser.pass(1000);
    expect(textOf(place)).toBe(RETURN);
  });
});
