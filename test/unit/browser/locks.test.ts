import { beforeEach, describe, expect, it, vi } from 'vitest';
import { holdLock } from '../../../src/browser/locks.ts';
import { type FakeBrowser, fakeBrowser, type Place } from '../../support/fake-browser.ts';

const HOST = 'https://app.example/';

let browser: FakeBrowser;
let tab: Place;
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab(HOST);
});

/** Asks for the lock of a flow, on a page. */
function hold({ win }: Pick<Place, 'win'>, none?: () => void) {
  const held = vi.fn();
  const life = new AbortController();
  holdLock(win, 'flow-1', life.signal, held, none);
  return { held, end: () => life.abort() };
}

/** A page that has locks, and is refused them: as in a sandboxed frame. */
function openRefused(): Place {
  const place = browser.openTab(HOST);
  const request = () => Promise.reject(new DOMException('Denied.', 'SecurityError'));
  Object.assign(place.win.navigator, { locks: { request } });
  return place;
}

describe('the lock of a flow', () => {
  it('is held at once where it is free', async () => {
    const { held } = hold(tab);
    await browser.settle();
    expect(held).toHaveBeenCalledOnce();
    expect(tab.page.held().locks).toEqual(['open-consent.flow-1']);
  });

  it('is kept for a second after its holder has done, since storage lags', async () => {
    const first = hold(tab);
    const second = hold(browser.openTab(HOST));
    await browser.settle();
    first.end();
    await browser.pass(999);
    expect(second.held).not.toHaveBeenCalled();
    await browser.pass(1);
    expect(second.held).toHaveBeenCalledOnce();
    expect(tab.page.held()).toEqual({ timers: 0, listeners: [], channels: 0, locks: [] });
  });

  it('goes with the page that holds it', async () => {
    hold(tab);
    const second = hold(browser.openTab(HOST));
    await browser.settle();
    tab.close();
    await browser.settle();
    expect(second.held).toHaveBeenCalledOnce();
  });

  it('is not taken by who waits no longer', async () => {
    const none = vi.fn();
    const first = hold(tab);
    const second = hold(browser.openTab(HOST), none);
    await browser.settle();
    second.end();
    first.end();
    await browser.pass(5000);
    expect(second.held).not.toHaveBeenCalled();
    expect(none).not.toHaveBeenCalled();
  });

  it('may be held for its own sake', async () => {
    holdLock(tab.win, 'flow-1', new AbortController().signal);
    await browser.settle();
    expect(tab.page.held().locks).toEqual(['open-consent.flow-1']);
  });
});

describe('where there are no locks', () => {
  const PLACES: [string, () => Place][] = [
    ['on plain http', () => browser.openTab('http://app.example/')],
    ['in a page that is refused them', () => openRefused()],
  ];

  it.each(PLACES)('%s, that is told', async (_, open) => {
    const none = vi.fn();
    const { held } = hold(open(), none);
    await browser.settle();
    expect(none).toHaveBeenCalledOnce();
    expect(held).not.toHaveBeenCalled();
  });

  it.each(PLACES)('%s, it goes on as if it were held, unless told otherwise', async (_, open) => {
    const { held } = hold(open());
    await browser.settle();
    expect(held).toHaveBeenCalledOnce();
  });
});
