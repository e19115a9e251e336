import { beforeEach, describe, expect, it, test } from 'vitest';
import {
  type FakeBrowser,
  fakeBrowser,
  loadElements,
  type PageWindow,
  type Place,
} from '../../support/fake-browser.ts';

const HOST = 'https://app.example';
const PROVIDER = 'https://auth.provider.test';

await loadElements();

let browser: FakeBrowser;
let tab: Place;
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab(`${HOST}/`);
});

const popup = (): Place => browser.tabs.at(-1) as Place;

function hear(win: Window): MessageEvent[] {
  const heard: MessageEvent[] = [];
  win.addEventListener('message', (event) => heard.push(event));
  return heard;
}

async function opened(url?: string): Promise<Window> {
  const handle = tab.win.open('', 'name') as Window;
  if (url) handle.location.replace(url);
  await browser.settle();
  return handle;
}

describe('a popup', () => {
  it('is blank, of the origin of its opener, and starts with a copy of its sessionStorage', () => {
    tab.win.sessionStorage.setItem('before', '1');
    const handle = tab.win.open('', '', 'popup') as Window;
    tab.win.sessionStorage.setItem('after', '1');
    handle.sessionStorage.setItem('mark', '1');
    expect(Object.keys(popup().win.sessionStorage)).toEqual(['before', 'mark']);
    expect(Object.keys(tab.win.sessionStorage)).toEqual(['before', 'after']);
    expect(handle.location.href).toBe('about:blank');
  });

  it('shares localStorage with its opener', () => {
    tab.win.open('');
    popup().win.localStorage.setItem('key', 'value');
    expect(tab.win.localStorage.getItem('key')).toBe('value');
  });

  it('can be sent on and closed from any origin, but not be read', async () => {
    const handle = await opened(`${PROVIDER}/consent`);
    expect(popup().url).toBe(`${PROVIDER}/consent`);
    expect(handle.closed).toBe(false);
    expect(() => handle.location.href).toThrow(expect.objectContaining({ name: 'SecurityError' }));
    expect(() => handle.document).toThrow(expect.objectContaining({ name: 'SecurityError' }));
    popup().go(`${HOST}/callback?a=1`);
    await browser.settle();
    expect(handle.location.search).toBe('?a=1');
    handle.close();
    expect(handle.closed).toBe(true);
    await browser.settle();
    expect(browser.tabs).toEqual([tab]);
    expect(handle.location.href).toBe('about:blank');
  });

  it.each(['blocked', 'throws', 'closed', 'same-window'] as const)('may be %s', (rule) => {
    browser.popups = rule;
    const open = () => tab.win.open('');
    if (rule === 'throws') expect(open).toThrow(DOMException);
    else if (rule === 'blocked') expect(open()).toBeNull();
    else if (rule === 'closed') expect(open()?.closed).toBe(true);
    else expect(open()).toBe(tab.win.top);
  });

  it('is found again by its name', () => {
    expect(tab.win.open('', 'one')).toBe(tab.win.open('', 'one'));
    expect(browser.tabs).toHaveLength(2);
  });

  it('takes the focus, and gives it back when it closes', async () => {
    const events: string[] = [];
    for (const type of ['focus', 'blur']) tab.win.addEventListener(type, () => events.push(type));
    await browser.settle();
    await opened();
    expect(tab.win.document.hasFocus()).toBe(false);
    popup().close();
    await browser.settle();
    expect(tab.win.document.hasFocus()).toBe(true);
    expect(events).toEqual(['blur', 'focus']);
  });

  it('may close itself; a tab that the user has gone further in may not', async () => {
    await opened(`${HOST}/callback`);
    popup().win.close();
    tab.go(`${HOST}/next`);
    await browser.settle();
    tab.win.close();
    await browser.settle();
    expect(browser.tabs).toEqual([tab]);
  });
});

describe('a message', () => {
  it('names its origin and its source, which is the very object that open() gave', async () => {
    const heard = hear(tab.win);
    const handle = await opened(`${PROVIDER}/`);
    popup().win.opener.postMessage({ a: 1 }, HOST);
    popup().win.opener.postMessage('lost', 'https://other.example');
    expect(heard).toEqual([]);
    await browser.settle();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ origin: PROVIDER, data: { a: 1 } });
    expect(heard[0]?.source === handle).toBe(true);
  });

  it('of the page to itself has the page as its source', async () => {
    const heard = hear(tab.win);
    tab.win.postMessage('me', '*');
    await browser.settle();
    expect(heard[0]?.source === tab.win).toBe(true);
  });

  it('is a copy, and its target is an origin', () => {
    expect(() => tab.win.postMessage(() => {}, '*')).toThrow(DOMException);
    expect(() => tab.win.postMessage('x', 'null')).toThrow(expect.objectContaining({ name: 'SyntaxError' }));
  });
});

describe('a COOP header', () => {
  const cases: [string, { host?: string; provider?: string; home?: string }, boolean, boolean][] = [
    ['nowhere', {}, false, false],
    ['of the provider', { provider: 'same-origin' }, true, true],
    ['of the provider that allows popups', { provider: 'same-origin-allow-popups' }, true, true],
    ['of the host', { host: 'same-origin' }, true, true],
    ['of the host that allows popups', { host: 'same-origin-allow-popups' }, false, false],
    [
      'of host and callback, which allow popups',
      { host: 'same-origin-allow-popups', home: 'same-origin-allow-popups' },
      false,
      true,
    ],
    ['of the callback', { home: 'same-origin' }, false, true],
  ];
  test.each(cases)('%s severs as measured', async (_, headers, atProvider, atHome) => {
    const coop = (value?: string) => (value ? { coop: value as 'same-origin' } : {});
    browser.serve(`${HOST}/host`, coop(headers.host));
    browser.serve(PROVIDER, coop(headers.provider));
    browser.serve(`${HOST}/callback`, coop(headers.home));
    tab = browser.openTab(`${HOST}/host`);
    const heard = hear(tab.win);
    const handle = await opened(`${PROVIDER}/`);
    expect([handle.closed, popup().win.opener === null]).toEqual([atProvider, atProvider]);
    popup().go(`${HOST}/callback`);
    await browser.settle();
    expect([handle.closed, popup().win.opener === null]).toEqual([atHome, atHome]);
    const channel = new tab.win.BroadcastChannel('c');
    channel.addEventListener('message', (event) => heard.push(event));
    const { win } = popup();
    new win.BroadcastChannel('c').postMessage('home');
    await browser.settle();
    expect(heard.map(({ data }) => data)).toEqual(['home']);
    if (atHome) expect(() => handle.document).toThrow(DOMException);
    const closing = popup();
    win.close();
    await browser.settle();
    expect(closing.closed).toBe(true);
  });

  it('on a redirect on the way severs too', async () => {
    browser.serve(PROVIDER, { redirect: `${HOST}/callback`, coop: 'same-origin' });
    const handle = await opened(`${PROVIDER}/`);
    expect(popup().url).toBe(`${HOST}/callback`);
    expect(handle.closed).toBe(true);
  });

  it('leaves the mark in the window’s own storage', async () => {
    browser.serve(PROVIDER, { coop: 'same-origin' });
    const handle = tab.win.open('') as Window;
    handle.sessionStorage.setItem('mark', '1');
    handle.location.replace(PROVIDER);
    await browser.settle();
    popup().go(`${HOST}/callback`);
    await browser.settle();
    expect(popup().win.sessionStorage.getItem('mark')).toBe('1');
  });
});

describe('a frame', () => {
  function addFrame(win: PageWindow, src: string, sandbox?: string): HTMLIFrameElement {
    const frame = win.document.createElement('iframe');
    if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox);
    frame.src = src;
    win.document.body.append(frame);
    return frame;
  }

  it('has a window while it is in the page', async () => {
    const frame = tab.win.document.createElement('iframe');
    expect(frame.contentWindow).toBeNull();
    frame.src = `${PROVIDER}/`;
    tab.win.document.body.append(frame);
    const handle = frame.contentWindow;
    await browser.settle();
    expect(frame.contentWindow === handle).toBe(true);
    const [place] = tab.frames as [Place];
    expect(place.url).toBe(`${PROVIDER}/`);
    const heard = hear(tab.win);
    place.win.parent.postMessage('hello', HOST);
    await browser.settle();
    expect(heard[0]?.source === handle).toBe(true);
    frame.remove();
    expect(frame.contentWindow).toBeNull();
    expect(tab.frames).toEqual([]);
  });

  it('has a part of its own of storage, channels and locks under another site, and not under its own', async () => {
    const outer = browser.openTab('https://embedder.test/');
    addFrame(outer.win, `${HOST}/`);
    addFrame(tab.win, `${HOST}/inner`);
    await browser.settle();
    const [apart] = outer.frames as [Place];
    const [inner] = tab.frames as [Place];
    tab.win.localStorage.setItem('key', '1');
    tab.win.sessionStorage.setItem('key', '1');
    expect([inner.win.localStorage.getItem('key'), inner.win.sessionStorage.getItem('key')]).toEqual([
      '1',
      '1',
    ]);
    expect(Object.keys(apart.win.localStorage)).toEqual([]);
    const heard: string[] = [];
    for (const [name, { win }] of Object.entries({ inner, apart }))
      new win.BroadcastChannel('c').addEventListener('message', () => heard.push(name));
    new tab.win.BroadcastChannel('c').postMessage(1);
    await browser.settle();
    expect(heard).toEqual(['inner']);
  });

  it('of another site opens a popup that sees the first-party storage, and has an opener', async () => {
    const outer = browser.openTab('https://embedder.test/');
    addFrame(outer.win, `${HOST}/`);
    await browser.settle();
    const [host] = outer.frames as [Place];
    host.win.localStorage.setItem('key', 'framed');
    const heard = hear(host.win);
    host.win.open(`${HOST}/callback`);
    await browser.settle();
    expect(popup().win.localStorage.getItem('key')).toBeNull();
    popup().win.opener.postMessage('home', HOST);
    await browser.settle();
    expect(heard).toHaveLength(1);
  });

  it('that is sandboxed has no origin', async () => {
    addFrame(tab.win, `${HOST}/`, 'allow-scripts');
    addFrame(tab.win, `${HOST}/`, 'allow-scripts allow-same-origin');
    await browser.settle();
    expect(tab.frames.map(({ win }) => win.origin)).toEqual(['null', HOST]);
    expect(() => tab.frames[0]?.win.localStorage).toThrow(DOMException);
  });

  it('may be refused by what it was to show', async () => {
    browser.serve(PROVIDER, { refusesFrames: true });
    addFrame(tab.win, PROVIDER);
    await browser.settle();
    expect(tab.frames[0]?.url).toMatch(/^chrome-error:/);
  });

  it('takes the focus of its page, whose document keeps it', async () => {
    const frame = addFrame(tab.win, PROVIDER);
    await browser.settle();
    const events: string[] = [];
    tab.win.addEventListener('blur', () => events.push('blur'));
    frame.focus();
    await browser.settle();
    expect(events).toEqual(['blur']);
    expect(tab.win.document.activeElement === frame).toBe(true);
    expect(tab.win.document.hasFocus()).toBe(true);
  });

  it('can take the whole tab', async () => {
    browser.bfcache = false;
    addFrame(tab.win, PROVIDER);
    await browser.settle();
    const [frame] = tab.frames as [Place];
    (frame.win.top as Window).location.href = `${HOST}/callback`;
    await browser.settle();
    expect(tab.url).toBe(`${HOST}/callback`);
    expect(frame.closed).toBe(true);
  });
});

describe('storage', () => {
  test.each(['refused', 'full', 'absent'] as const)('may be %s', (rule) => {
    browser.storage.localStorage = rule;
    if (rule === 'refused')
      expect(() => tab.win.localStorage).toThrow(expect.objectContaining({ name: 'SecurityError' }));
    else if (rule === 'absent') expect(tab.win.localStorage).toBeNull();
    else
      expect(() => tab.win.localStorage.setItem('a', 'b')).toThrow(
        expect.objectContaining({ name: 'QuotaExceededError' }),
      );
    expect(tab.win.sessionStorage.length).toBe(0);
  });

  it('tells the other tabs what has changed, when it reaches them', async () => {
    const other = browser.openTab(`${HOST}/other`);
    const keys: (string | null)[] = [];
    other.win.addEventListener('storage', ({ key }) => keys.push(key));
    tab.win.addEventListener('storage', () => keys.push('own'));
    tab.win.localStorage.setItem('now', '1');
    await browser.settle();
    browser.storageLagMs = 50;
    tab.win.localStorage.setItem('later', '1');
    expect([tab, other].map(({ win }) => win.localStorage.getItem('later'))).toEqual(['1', null]);
    await browser.pass(50);
    expect(other.win.localStorage.getItem('later')).toBe('1');
    expect(keys).toEqual(['now', 'later']);
  });
});

describe('a lock', () => {
  const hold = (win: Window) => win.navigator.locks.request('lock', () => new Promise<void>(() => {}));

  it('is held by one page at a time, and comes to the next when that one has closed or has gone elsewhere', async () => {
    const [second, third] = [browser.openTab(HOST), browser.openTab(HOST)];
    const owner = () => [tab, second, third].map(({ page }) => page.held().locks.length).join('');
    for (const { win } of [tab, second, third]) void hold(win);
    await browser.settle();
    expect(owner()).toBe('100');
    tab.close();
    await browser.settle();
    expect(owner()).toBe('010');
    second.go(`${HOST}/next`);
    await browser.settle();
    expect(owner()).toBe('001');
  });

  it('may be asked for where it is free, and be given up', async () => {
    let release = () => {};
    void tab.win.navigator.locks.request('lock', () => new Promise<void>((resolve) => (release = resolve)));
    const other = browser.openTab(HOST);
    await browser.settle();
    const got: (Lock | null)[] = [];
    const ask = () =>
      other.win.navigator.locks.request('lock', { ifAvailable: true }, (lock) => got.push(lock));
    void ask();
    await browser.settle();
    release();
    await browser.settle();
    void ask();
    await browser.settle();
    expect(got).toEqual([null, { name: 'lock', mode: 'exclusive' }]);
  });

  it('is waited for no longer once the signal is aborted', async () => {
    void hold(tab.win);
    const life = new AbortController();
    const asked = tab.win.navigator.locks.request('lock', { signal: life.signal }, () => 'mine');
    life.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not to be had on plain http', () => {
    expect(browser.openTab('http://app.example/').win.navigator.locks).toBeUndefined();
    expect(browser.openTab('http://localhost:80/').win.navigator.locks).toBeDefined();
  });
});

describe('a tab', () => {
  it('runs the script of the page that it goes to, with what is kept in it', async () => {
    const loads: string[] = [];
    browser.serve(`${HOST}/callback`, (win) =>
      loads.push(`${win.sessionStorage.getItem('key')} ${win.document.readyState}`),
    );
    tab.win.sessionStorage.setItem('key', 'kept');
    tab.win.location.assign('/callback?x=1');
    expect(tab.url).toBe(`${HOST}/`);
    await browser.settle();
    expect(tab.win.location.pathname).toBe('/callback');
    expect(loads).toEqual(['kept loading']);
    expect(tab.win.document.readyState).toBe('complete');
    expect(tab.navigations).toEqual([{ how: 'assign', url: `${HOST}/callback?x=1` }]);
  });

  it('stays where it is when the navigation is called off', async () => {
    tab.win.location.assign(PROVIDER);
    tab.win.stop();
    await browser.settle();
    expect(tab.url).toBe(`${HOST}/`);
  });

  it('comes back to the page as it was left, or to one that is loaded anew', async () => {
    const shows: unknown[] = [];
    tab.win.addEventListener('pageshow', ({ persisted }) => shows.push(persisted));
    await browser.settle();
    const { page } = tab;
    for (const kept of [true, false]) {
      browser.bfcache = kept;
      tab.go(PROVIDER);
      await browser.settle();
      tab.back();
      await browser.settle();
      expect(tab.page === page).toBe(kept);
    }
    expect(shows).toEqual([true]);
    expect(tab.win.performance.getEntriesByType('navigation')).toMatchObject([{ type: 'back_forward' }]);
  });

  it('cleans its address without loading', () => {
    tab.win.history.replaceState({ a: 1 }, '', '/clean#x');
    expect([tab.win.location.href, tab.win.history.state]).toEqual([`${HOST}/clean#x`, { a: 1 }]);
    expect(() => tab.win.history.replaceState(null, '', PROVIDER)).toThrow(DOMException);
  });

  it('does not load where only the hash differs', async () => {
    const { page } = tab;
    const heard: string[] = [];
    tab.win.addEventListener('hashchange', ({ newURL }) => heard.push(newURL));
    tab.win.location.replace('#there');
    await browser.settle();
    expect(tab.page).toBe(page);
    expect(heard).toEqual([`${HOST}/#there`]);
  });

  it('that is busy or frozen does its tasks later', async () => {
    const ran: number[] = [];
    const start = browser.now();
    tab.win.setTimeout(() => ran.push(browser.now() - start), 100);
    tab.busy(3000);
    await browser.pass(2999);
    expect(ran).toEqual([]);
    await browser.pass(1);
    expect(ran).toEqual([3000]);
  });

  it('that was discarded is loaded again, with its sessionStorage', () => {
    tab.win.sessionStorage.setItem('key', '1');
    tab.discard();
    tab.restore();
    expect(tab.win.sessionStorage.getItem('key')).toBe('1');
    expect(tab.win.performance.getEntriesByType('navigation')).toMatchObject([{ type: 'back_forward' }]);
  });

  it('that is duplicated starts with a copy of its sessionStorage', () => {
    tab.win.sessionStorage.setItem('key', '1');
    const twin = browser.duplicate(tab);
    tab.win.sessionStorage.setItem('key', '2');
    expect(twin.win.sessionStorage.getItem('key')).toBe('1');
  });

  it('says when it is hidden', async () => {
    const seen: string[] = [];
    const { document } = tab.win;
    document.addEventListener('visibilitychange', () => seen.push(document.visibilityState));
    tab.hide();
    await browser.settle();
    tab.hide(false);
    await browser.settle();
    expect(seen).toEqual(['hidden', 'visible']);
  });
});

describe('what a page takes', () => {
  it('is counted', () => {
    const { win, page } = tab;
    const life = new AbortController();
    win.addEventListener('message', () => {}, { signal: life.signal });
    win.document.addEventListener('visibilitychange', () => {});
    const timer = win.setTimeout(() => {}, 100);
    win.localStorage.setItem('a', '1');
    const channel = new win.BroadcastChannel('c');
    expect(page.held()).toEqual({
      timers: 1,
      listeners: ['message', 'visibilitychange'],
      channels: 1,
      locks: [],
    });
    life.abort();
    win.clearTimeout(timer);
    channel.close();
    expect(page.held()).toEqual({ timers: 0, listeners: ['visibilitychange'], channels: 0, locks: [] });
    expect(page.costs).toEqual({ timers: 1, channels: 1, locks: 0, writes: 1 });
  });

  it('goes with it', async () => {
    const ran: string[] = [];
    tab.win.setInterval(() => ran.push('beat'), 200);
    await browser.pass(400);
    tab.close();
    await browser.pass(1000);
    expect(ran).toHaveLength(2);
  });
});

test('the globals are those of the page whose turn it is', async () => {
  const restore = browser.installGlobals();
  try {
    const seen: string[] = [];
    browser.serve(`${HOST}/callback`, () => {
      queueMicrotask(() => seen.push(`${location.pathname} ${Date.now() - browser.now()}`));
    });
    tab.win.setTimeout(() => seen.push(location.pathname), 10);
    await opened(`${HOST}/callback`);
    await browser.pass(10);
    expect(seen).toEqual(['/callback 0', '/']);
  } finally {
    restore();
  }
});
