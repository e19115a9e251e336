import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdLock } from '../../../src/browser/locks.ts';
import { type FakeBrowser, fakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

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

/** A sandboxed frame: it has the locks, and refuses them. */
async function openSandboxed(): Promise<Place> {
  const { document } = tab.win;
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.src = `${HOST}framed`;
  document.body.append(frame);
  await browser.settle();
  return tab.frames[0] as Place;
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
  beforeAll(loadElements);

  const PLACES: [string, () => Place | Promise<Place>][] = [
    ['on plain http', () => browser.openTab('http://app.example/')],
    ['in a page without an origin, which is refused them', () => openSandboxed()],
  ];

  it.each(PLACES)('%s, that is told', async (_, open) => {
    const none = vi.fn();
    const { held } = hold(await open(), none);
    await browser.settle();
    expect(none).toHaveBeenCalledOnce();
    expect(held).not.toHaveBeenCalled();
  });

  it.each(PLACES)('%s, it goes on as if it were held, unless told otherwise', async (_, open) => {
    const { held } = hold(await open());
    await browser.settle();
    expect(held).toHaveBeenCalledOnce();
  });
});
