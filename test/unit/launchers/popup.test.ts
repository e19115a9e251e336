import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Launcher } from '../../../src/launchers/launcher.ts';
import { openPopup } from '../../../src/launchers/popup.ts';
import { CORE_TEXTS } from '../../../src/model/core-texts.ts';
import type { AuthUrl } from '../../../src/protocol/auth-url.ts';
import { type FakeBrowser, fakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

const HOST = 'https://app.example/';
const PROVIDER = 'https://auth.fiskil.com/consent';
const MARKS = 'open-consent.marks';

let browser: FakeBrowser;
let tab: Place;
beforeAll(loadElements);
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab(HOST);
});

const open = (options?: Parameters<typeof openPopup>[2], known?: string) =>
  openPopup(tab.win, CORE_TEXTS, options, known);
const popupOf = () => browser.tabs.find(({ scripted }) => scripted) as Place;
const isOpen = () => browser.tabs.some(({ scripted }) => scripted);
const send = (popup: Launcher | undefined, to = PROVIDER) =>
  popup?.navigate(new URL(to) as AuthUrl, 'flow-1');
const nothingHeld = { timers: 0, listeners: [], channels: 0, locks: [] };

describe('the window of a popup', () => {
  const askedFor = (options?: Parameters<typeof openPopup>[2]) => {
    const spy = vi.spyOn(tab.win, 'open');
    open(options);
    return spy.mock.calls[0] as string[];
  };

  it('has no address, and a name by which the callback page knows it', () => {
    const [url, name] = askedFor();
    expect(url).toBe('');
    expect(name).toMatch(/^open-consent-0\.\d+$/);
  });

  it('is another one each time', () => {
    open();
    open();
    expect(browser.tabs).toHaveLength(3);
  });

  it('is 500 by 700, in the middle of the host page’s window', () => {
    expect(askedFor()[2]).toBe('popup,width=500,height=700,left=490,top=100');
  });

  it('has the size that it was given', () => {
    expect(askedFor({ width: 400, height: 600 })[2]).toBe('popup,width=400,height=600,left=540,top=150');
  });

  it('does not begin outside a host page’s window that is smaller', () => {
    expect(askedFor({ width: 1400, height: 900 })[2]).toBe('popup,width=1400,height=900,left=100,top=50');
  });

  it.each(['blocked', 'throws', 'closed', 'same-window'] as const)('is none where it is %s', (rule) => {
    browser.popups = rule;
    expect(open()).toBeUndefined();
    expect(tab.navigations).toEqual([]);
  });

  it('says what is going on while it has no address', () => {
    openPopup(tab.win, { ...CORE_TEXTS, lang: 'ar', dir: 'rtl' });
    const { title, documentElement: root, body } = popupOf().win.document;
    expect(title).toBe('Connecting you to your bank…');
    expect(body.textContent).toBe('A secure page will open here in a moment.');
    expect(root.lang).toBe('ar');
    expect(root.dir).toBe('rtl');
    expect(root.style.colorScheme).toBe('light dark');
    expect(body.querySelector('p')?.style.textAlign).toBe('center');
  });

  it('is opened though its blank page has no body yet', () => {
    const blank = { documentElement: { style: {} }, body: null, createElement: () => ({ style: {} }) };
    tab.win.open = () => ({ document: blank, location: { href: 'about:blank' } }) as unknown as Window;
    expect(open()).toBeDefined();
  });

  it('that is at another origin at once is used as it is', async () => {
    const there = tab.win.open();
    popupOf().go('https://portal.example/');
    await browser.settle();
    tab.win.open = () => there;
    const popup = open();
    send(popup);
    await browser.settle();
    expect(popupOf().url).toBe(PROVIDER);
  });
});

describe('a popup whose address is known', () => {
  it('opens there, and is not sent there again', async () => {
    send(open({}, PROVIDER));
    await browser.settle();
    expect(popupOf().navigations).toEqual([{ how: 'open', url: PROVIDER }]);
    expect(popupOf().url).toBe(PROVIDER);
  });

  it('keeps in its own storage whose it is', () => {
    send(open({}, PROVIDER));
    expect(popupOf().win.sessionStorage.getItem(MARKS)).toBe('{"flow-1":"window"}');
  });

  it('says nothing of its own', () => {
    open({}, PROVIDER);
    expect(popupOf().win.document.title).toBe('');
  });

  it('that is the page itself leaves the page where it is', async () => {
    browser.popups = 'same-window';
    expect(open({}, PROVIDER)).toBeUndefined();
    await browser.settle();
    expect(tab.url).toBe(HOST);
  });

  it('that is the page itself does not stop the page where no address is known', () => {
    browser.popups = 'same-window';
    const stop = vi.spyOn(tab.win, 'stop');
    expect(open()).toBeUndefined();
    expect(stop).not.toHaveBeenCalled();
  });

  it('closes once it has arrived, because a close before might be lost', async () => {
    const popup = open({}, PROVIDER);
    popup?.close(false, false);
    expect(isOpen()).toBe(true);
    await browser.pass(100);
    expect(isOpen()).toBe(false);
  });
});

describe('a popup under way', () => {
  it('goes to the provider without an entry in its history', async () => {
    send(open());
    await browser.settle();
    expect(popupOf().navigations).toEqual([{ how: 'replace', url: PROVIDER }]);
  });

  it('keeps in its own storage whose it is, and nothing of its opener’s', () => {
    tab.win.sessionStorage.setItem(MARKS, '{"flow-0":"tab"}');
    send(open());
    expect(popupOf().win.sessionStorage.getItem(MARKS)).toBe('{"flow-1":"window"}');
    expect(tab.win.sessionStorage.getItem(MARKS)).toBe('{"flow-0":"tab"}');
  });

  it('is the window whose messages count', () => {
    const popup = open();
    expect(popup?.target?.()?.document.title).toBe('Connecting you to your bank…');
  });

  it('is gone once the user has closed it', () => {
    const popup = open();
    expect(popup?.gone()).toBe(false);
    popupOf().close();
    expect(popup?.gone()).toBe(true);
  });

  it('comes forward', () => {
    const popup = open();
    tab.focus();
    popup?.focus?.();
    expect(browser.isFocused(popupOf())).toBe(true);
  });
});

describe('a popup that is to close', () => {
  /** A provider that does not answer: the window stays where it is. */
  const neverArrives = () => vi.spyOn(popupOf(), 'navigate').mockImplementation(() => {});

  async function sent(): Promise<Launcher> {
    const popup = open() as Launcher;
    send(popup);
    await browser.settle();
    return popup;
  }

  it('closes at once while it is blank', async () => {
    open()?.close(false, false);
    await browser.settle();
    expect(isOpen()).toBe(false);
    expect(tab.page.held()).toEqual(nothingHeld);
  });

  it('closes at once when it is at the provider', async () => {
    (await sent()).close(false, false);
    await browser.settle();
    expect(isOpen()).toBe(false);
  });

  it('on its way to the provider, closes as soon as it has arrived', async () => {
    const popup = open();
    send(popup);
    popup?.close(false, false);
    await browser.settle();
    expect(popupOf().url).toBe(PROVIDER);
    await browser.pass(100);
    expect(isOpen()).toBe(false);
    expect(tab.page.held()).toEqual(nothingHeld);
  });

  it('on its way to a provider that does not answer, stops loading after 0.8 s, and closes after 1.6 s', async () => {
    const popup = open();
    neverArrives();
    const stop = vi.spyOn(popupOf(), 'stop');
    send(popup);
    popup?.close(false, false);
    await browser.pass(799);
    expect(stop).not.toHaveBeenCalled();
    await browser.pass(1);
    expect(stop).toHaveBeenCalledOnce();
    await browser.pass(799);
    expect(isOpen()).toBe(true);
    await browser.pass(1);
    expect(isOpen()).toBe(false);
    expect(tab.page.held()).toEqual(nothingHeld);
  });

  it('that arrives although its loading was stopped, closes then', async () => {
    const popup = open();
    const navigate = neverArrives();
    send(popup);
    popup?.close(false, false);
    await browser.pass(900);
    navigate.mockRestore();
    popupOf().load(PROVIDER);
    await browser.pass(100);
    expect(isOpen()).toBe(false);
  });

  it('while the provider may be sending the user home, closes as soon as it is there', async () => {
    const popup = await sent();
    popup.close(false, true);
    await browser.pass(300);
    expect(isOpen()).toBe(true);
    popupOf().go(`${HOST}callback`);
    await browser.pass(100);
    expect(isOpen()).toBe(false);
  });

  it('closes at once when it is home', async () => {
    const popup = await sent();
    popupOf().go(`${HOST}callback`);
    await browser.settle();
    popup.close(false, true);
    await browser.settle();
    expect(isOpen()).toBe(false);
  });

  it('that does not come home after all, closes after 0.8 s, with its page left as it is', async () => {
    const popup = await sent();
    const stop = vi.spyOn(popupOf(), 'stop');
    popup.close(false, true);
    await browser.pass(799);
    expect(isOpen()).toBe(true);
    await browser.pass(1);
    expect(isOpen()).toBe(false);
    expect(stop).not.toHaveBeenCalled();
  });

  it('waits no longer where the page in the background looks but seldom', async () => {
    const popup = await sent();
    popup.close(false, true);
    tab.busy(3000);
    await browser.pass(3000);
    expect(isOpen()).toBe(false);
  });

  it('closes at once when the host page goes', async () => {
    const popup = await sent();
    popup.close(false, true);
    tab.go('https://other.example/');
    await browser.settle();
    expect(isOpen()).toBe(false);
  });

  it('and that the user closes meanwhile, is not looked at any more', async () => {
    const popup = open();
    neverArrives();
    send(popup);
    popup?.close(false, false);
    popupOf().close();
    await browser.pass(100);
    expect(tab.page.held()).toEqual(nothingHeld);
  });
});
