import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Heard, listenToInbox, type Reply } from '../../../src/browser/inbox.ts';
import { pageState } from '../../../src/browser/page-state.ts';
import { CHANNEL } from '../../../src/browser/relay.ts';
import { type FakeBrowser, fakeBrowser, type Place } from '../../support/fake-browser.ts';

const HOST = 'https://app.example/';

let browser: FakeBrowser;
let tab: Place;
let restore: () => void;
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab(HOST);
  restore = browser.installGlobals();
});
afterEach(() => restore());

/** A flow of the page that listens: what it hears, and the way to end it. */
function listen(answer?: unknown) {
  const heard: Heard[] = [];
  const life = new AbortController();
  const hear = (what: Heard, reply: Reply) => {
    heard.push(what);
    if (answer) reply(what, answer);
  };
  browser.enter(tab.page);
  listenToInbox(tab.win, hear, life.signal);
  return { heard, end: () => life.abort(), says: () => heard.map(({ data }) => data) };
}

/** A popup of the page, at that address. */
async function popupAt(url: string): Promise<Place> {
  tab.win.open(url, 'popup');
  await browser.settle();
  return browser.tabs.at(-1) as Place;
}

const channelOf = (place: Place) => new place.win.BroadcastChannel(CHANNEL);
const told = (place: Place) => {
  const data: unknown[] = [];
  place.win.addEventListener('message', (event) => void data.push([event.data, event.origin]));
  return data;
};

describe('the inbox of a page', () => {
  it.each(['https://auth.fiskil.com', HOST.slice(0, -1)])(
    'hears a window of %s, and can answer it',
    async (origin) => {
      const flow = listen('well');
      const popup = await popupAt(`${origin}/there`);
      const answers = told(popup);
      popup.win.opener.postMessage('done', '*');
      await browser.settle();
      expect(flow.heard).toMatchObject([{ data: 'done', origin }]);
      expect(flow.heard[0]?.source).toBe(tab.win.open('', 'popup'));
      expect(answers).toEqual([['well', 'https://app.example']]);
    },
  );

  it('answers only the origin that has spoken, whatever its window shows now', async () => {
    const answers: unknown[] = [];
    browser.serve('https://bank.example', (win) => {
      win.addEventListener('message', ({ data }) => void answers.push(data));
    });
    const flow = listen('well');
    const popup = await popupAt('https://auth.fiskil.com/consent');
    popup.win.opener.postMessage('done', '*');
    popup.go('https://bank.example/');
    await browser.settle();
    expect(flow.says()).toEqual(['done']);
    expect(answers).toEqual([]);
  });

  it('hears a broadcast, which has no window, and can answer it', async () => {
    const flow = listen('well');
    const other = browser.openTab(`${HOST}callback`);
    const channel = channelOf(other);
    const answers: unknown[] = [];
    channel.onmessage = ({ data }) => void answers.push(data);
    channel.postMessage('done');
    await browser.settle();
    expect(flow.heard).toEqual([{ origin: 'https://app.example', data: 'done' }]);
    expect(answers).toEqual(['well']);
  });

  it('does not hear what the page tells itself', async () => {
    const flow = listen();
    tab.win.postMessage('done', '*');
    await browser.settle();
    expect(flow.says()).toEqual([]);
  });

  it('hears another origin, also where its message claims to be this window’s', () => {
    const flow = listen();
    tab.page.fire('message', { data: 'done', origin: 'https://auth.fiskil.com', source: tab.win });
    expect(flow.says()).toEqual(['done']);
  });

  it('cannot answer a window that is gone, and does not fail by it', async () => {
    const flow = listen('well');
    tab.page.fire('message', { data: 'done', origin: 'https://auth.fiskil.com', source: null });
    expect(flow.says()).toEqual(['done']);
  });

  it('hears windows in a browser that has no channels', async () => {
    browser.missing.add('BroadcastChannel');
    tab.load(HOST);
    const flow = listen();
    const popup = await popupAt('https://auth.fiskil.com/consent');
    popup.win.opener.postMessage('done', '*');
    await browser.settle();
    expect(flow.says()).toEqual(['done']);
    flow.end();
    expect(tab.page.held()).toMatchObject({ listeners: [], channels: 0 });
  });
});

describe('the flows of a page', () => {
  it('share one listener and one channel, which go with the last', () => {
    const first = listen();
    const second = listen();
    expect(tab.page.held()).toMatchObject({ listeners: ['message'], channels: 1 });
    first.end();
    expect(tab.page.held()).toMatchObject({ listeners: ['message'], channels: 1 });
    second.end();
    expect(tab.page.held()).toMatchObject({ listeners: [], channels: 0 });
  });

  it('hear everything, each until it ends', async () => {
    const first = listen();
    const second = listen();
    const channel = channelOf(browser.openTab(HOST));
    channel.postMessage(1);
    await browser.settle();
    first.end();
    channel.postMessage(2);
    await browser.settle();
    expect([first.says(), second.says()]).toEqual([[1], [1, 2]]);
  });

  it('of a second copy of the library share them too', () => {
    const listener = () => {};
    pageState(tab.win, 'inbox', () => ({ listeners: new Set([listener]) }));
    listen();
    expect(tab.page.held()).toMatchObject({ listeners: [], channels: 0 });
  });

  it('are heard again after there was none', async () => {
    listen().end();
    const flow = listen();
    channelOf(browser.openTab(HOST)).postMessage(1);
    await browser.settle();
    expect(flow.says()).toEqual([1]);
  });
});
