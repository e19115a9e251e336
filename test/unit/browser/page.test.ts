import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserPage, wasReached } from '../../../src/browser/page.ts';
import { addFrame } from '../../support/fake-app.ts';
import { type FakeBrowser, fakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

const HOST = 'https://app.example/accounts?tab=1';

let browser: FakeBrowser;
let tab: Place;
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab(HOST);
});
afterEach(() => void vi.restoreAllMocks());

/** The host page in a frame of a page at `top`. */
const framedBy = (top: string) => addFrame(browser, browser.openTab(top), HOST);

describe('a page', () => {
  it('knows its origin and its address', () => {
    const page = browserPage(tab.win);
    expect(page.origin).toBe('https://app.example');
    expect(page.address()).toBe(HOST);
    tab.win.history.replaceState(null, '', '/other');
    expect(page.address()).toBe('https://app.example/other');
  });

  it('has its tab for itself', () => {
    expect(browserPage(tab.win)).toMatchObject({ framed: false, foreignTop: false });
  });

  describe('in a frame', () => {
    beforeAll(loadElements);

    it.each([
      ['its own origin', 'https://app.example/', false],
      ['another site', 'https://portal.example/', true],
    ])('knows that of %s', async (_, top, foreignTop) => {
      const { win } = await framedBy(top);
      expect(browserPage(win)).toMatchObject({ framed: true, foreignTop });
    });
  });

  it('that has been taken out of its tab is in nobody’s frame', async () => {
    const win = { ...tab.win, top: null, location: tab.win.location } as unknown as Window;
    expect(browserPage(win).foreignTop).toBe(false);
  });

  it('has the user’s attention while it is focused and visible', () => {
    const page = browserPage(tab.win);
    expect(page.focused()).toBe(true);
    tab.hide();
    expect(page.focused()).toBe(false);
    tab.hide(false);
    browser.openTab('https://portal.example/');
    expect(page.focused()).toBe(false);
  });

  it('asks media queries, and in a world without any none holds', () => {
    browser.media = (query) => query === '(pointer: coarse)';
    const page = browserPage(tab.win);
    expect(page.matches('(pointer: coarse)')).toBe(true);
    expect(page.matches('(pointer: fine)')).toBe(false);
    Object.assign(tab.win, { matchMedia: undefined });
    expect(page.matches('(pointer: coarse)')).toBe(false);
  });

  it('has a timer that can be called off', async () => {
    const page = browserPage(tab.win);
    const life = new AbortController();
    const run = vi.fn();
    page.after(100, run, new AbortController().signal);
    page.after(100, () => expect.unreachable(), life.signal);
    life.abort();
    await browser.pass(100);
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('a flow id', () => {
  const bytesAre = (byte: number) =>
    vi
      .spyOn(crypto, 'getRandomValues')
      .mockImplementation((bytes) => (bytes as Uint8Array).fill(byte) as never);

  it('is another one each time', () => {
    const { newId } = browserPage(tab.win);
    expect(newId()).not.toBe(newId());
  });

  it.each([
    [0x00, 'AAAAAAAAAAAAAAAAAAAAAA'],
    [0xff, '_____________________w'],
    [0xfb, '-_v7-_v7-_v7-_v7-_v7-w'],
  ])('is 128 bits, with nothing in it that an address would encode (%i)', (byte, id) => {
    bytesAre(byte);
    expect(browserPage(tab.win).newId()).toBe(id);
  });
});

describe('how a page was reached', () => {
  it('is what the browser says', () => {
    expect(wasReached(tab.win, 'navigate')).toBe(true);
    expect(wasReached(tab.win, 'back_forward')).toBe(false);
  });

  it.each([
    ['keeps no entries', {}],
    ['has no entry', { getEntriesByType: () => [] }],
  ])('is unknown in a world that %s', (_, performance) => {
    expect(wasReached({ performance } as unknown as Window, 'navigate')).toBe(false);
  });
});
