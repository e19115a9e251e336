import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Heard, listenToInbox } from '../../../src/browser/inbox.ts';
import { holdLock } from '../../../src/browser/locks.ts';
import { received, sendRelay } from '../../../src/browser/relay.ts';
import { APP, addFrame, openApp } from '../../support/fake-app.ts';
import { type FakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

const CALLBACK = `${APP}/callback?session_id=s1`;
const NO_FLOW = 'none';
const NOTHING = { timers: 0, listeners: [], channels: 0, locks: [] };

let browser: FakeBrowser;
let tab: Place;
let restore: () => void;
beforeEach(() => {
  ({ browser, tab, restore } = openApp());
});
afterEach(() => restore());

/** The page in `place` hands its address on: `answered` is undefined as long as it waits. */
function relay({ page, win }: Place, flowId = 'flow-1', patience = 1000) {
  const sent: { answered?: boolean } = {};
  browser.enter(page);
  void sendRelay(win, flowId === NO_FLOW ? undefined : flowId, CALLBACK, patience).then((answered) => {
    sent.answered = answered;
  });
  return sent;
}

/** The page in `place` waits for flows, and gives each relay that answer. */
function waitIn({ page, win }: Place, answer?: unknown): Heard[] {
  const heard: Heard[] = [];
  browser.enter(page);
  const hear: Parameters<typeof listenToInbox>[1] = (what, reply) => {
    heard.push(what);
    if (answer) reply(what, answer);
  };
  listenToInbox(win, hear, new AbortController().signal);
  return heard;
}

async function popup(): Promise<Place> {
  tab.win.open(CALLBACK);
  await browser.settle();
  return browser.tabs.at(-1) as Place;
}

const frame = () => addFrame(browser, tab, CALLBACK);

const withoutChannels = () => {
  browser.missing.add('BroadcastChannel');
  tab.load(`${APP}/`);
};

describe('a callback page hands its address', () => {
  it('to a page that waits in another tab', async () => {
    const heard = waitIn(tab, received('flow-1', CALLBACK));
    const sent = relay(browser.openTab(CALLBACK));
    await browser.settle();
    const data = { v: 1, type: 'open-consent.callback', url: CALLBACK, flowId: 'flow-1' };
    expect(heard).toEqual([{ origin: APP, data }]);
    expect(sent.answered).toBe(true);
  });

  it('with no flow id where it knows none', async () => {
    const heard = waitIn(tab);
    relay(browser.openTab(CALLBACK), NO_FLOW);
    await browser.settle();
    expect(heard.map(({ data }) => data)).toEqual([{ v: 1, type: 'open-consent.callback', url: CALLBACK }]);
  });

  describe('to the page that', () => {
    beforeAll(loadElements);

    it.each([
      ['opened its window', popup],
      ['embeds it', frame],
    ])('%s, also where there are no channels', async (_, open) => {
      withoutChannels();
      const heard = waitIn(tab, received('flow-1', CALLBACK));
      const place = await open();
      const sent = relay(place);
      await browser.settle();
      expect(heard).toMatchObject([{ origin: APP, data: { url: CALLBACK } }]);
      expect(sent.answered).toBe(true);
      expect(place.page.held()).toMatchObject({ listeners: [], channels: 0 });
    });
  });

  it('to no opener of another origin', async () => {
    tab.load('https://portal.example/');
    const heard = waitIn(tab);
    relay(await popup());
    await browser.settle();
    expect(heard).toEqual([]);
  });
});

describe('what is no answer', () => {
  it.each([
    ['to another address', received('flow-1', `${CALLBACK}&x=1`)],
    ['of another type', { ...received('flow-1', CALLBACK), type: 'open-consent.callback' }],
    ['no object', 'received'],
    ['no value', null],
  ])('is %s', async (_, answer) => {
    const place = await popup();
    const sent = relay(place);
    await browser.settle();
    const channel = new tab.win.BroadcastChannel('open-consent');
    channel.postMessage(answer);
    await browser.settle();
    expect(sent.answered).toBeUndefined();
  });

  it('is that of a window of another origin', async () => {
    tab.load('https://portal.example/');
    const child = tab.win.open(CALLBACK, 'callback');
    await browser.settle();
    const sent = relay(browser.tabs.at(-1) as Place);
    child?.postMessage(received('flow-1', CALLBACK), '*');
    await browser.settle();
    expect(sent.answered).toBeUndefined();
  });
});

describe('without an answer', () => {
  it('a page that is alone gives up after a moment, and keeps the lock for another', async () => {
    const place = browser.openTab(CALLBACK);
    const sent = relay(place);
    await browser.pass(249);
    expect(sent.answered).toBeUndefined();
    await browser.pass(1);
    expect(sent.answered).toBe(false);
    expect(place.page.held()).toMatchObject({ listeners: [], channels: 0, locks: ['open-consent.flow-1'] });
    await browser.pass(1000);
    expect(place.page.held()).toEqual(NOTHING);
  });

  it('it waits as long as another page holds the lock', async () => {
    const life = new AbortController();
    holdLock(tab.win, 'flow-1', life.signal);
    const place = browser.openTab(CALLBACK);
    const sent = relay(place);
    await browser.pass(60_000);
    expect(sent.answered).toBeUndefined();
    tab.close();
    await browser.pass(250);
    expect(sent.answered).toBe(false);
  });

  it('it waits for nobody where nobody is expected', async () => {
    const sent = relay(browser.openTab(CALLBACK), 'flow-1', 0);
    await browser.settle();
    expect(sent.answered).toBe(false);
  });

  it.each([
    ['that knows no flow', () => relay(browser.openTab(CALLBACK), NO_FLOW)],
    [
      'that has no locks',
      () => {
        browser.missing.add('locks');
        return relay(browser.openTab(CALLBACK));
      },
    ],
  ])('a page %s waits as long as it has patience', async (_, send) => {
    const sent = send();
    await browser.pass(999);
    expect(sent.answered).toBeUndefined();
    await browser.pass(1);
    expect(sent.answered).toBe(false);
    expect(browser.current?.held()).toEqual(NOTHING);
  });
});
