import { channelOf } from './channels.ts';
import { post, viewOf } from './context.ts';
import { CountedTarget } from './events.ts';
import { locationOf } from './location.ts';
import { lockPort } from './locks.ts';
import { openWindow } from './open-window.ts';
import type { Page, PageWindow } from './page.ts';
import { historyOf } from './page-history.ts';
import { storagesOf } from './page-storage.ts';
import { timersOf } from './timers.ts';

/** Node's own, whatever is installed in its place later. */
const NodeDate = Date;

/** The window of `page` as its own scripts have it. */
export function makeWindow(page: Page): PageWindow {
  const { browser, context, place } = page;
  const window = new CountedTarget() as unknown as PageWindow;
  const parts = [framesOf(page), timersOf(page), storagesOf(page)];
  for (const part of parts) Object.defineProperties(window, Object.getOwnPropertyDescriptors(part));
  const location = locationOf(page, context);
  Object.defineProperty(window, 'location', {
    get: () => location,
    set: (url: string) => {
      location.href = url;
    },
  });
  return Object.assign(window, {
    window,
    self: window,
    origin: page.origin,
    document: page.document.face,
    history: historyOf(page),
    crypto: globalThis.crypto,
    isSecureContext: isSecure(page),
    screenX: 100,
    screenY: 50,
    outerWidth: 1280,
    outerHeight: 800,
    innerWidth: 1280,
    innerHeight: 720,
    Date: dateOf(page),
    reportError: (error: unknown) => void browser.reported.push(error),
    matchMedia: (query: string) =>
      Object.assign(new EventTarget(), { media: query, matches: browser.media(query) }),
    navigator: {
      language: 'en-GB',
      languages: ['en-GB'],
      locks: browser.missing.has('locks') || !isSecure(page) ? undefined : lockPort(page),
    },
    performance: {
      timeOrigin: page.loadedAt,
      now: () => browser.clock.now - page.loadedAt,
      getEntriesByType: (kind: string) =>
        kind === 'navigation' ? [{ type: page.type, name: page.url }] : [],
    },
    ...(!browser.missing.has('BroadcastChannel') && { BroadcastChannel: channelOf(page) }),
    open: (...rest: Parameters<Window['open']>) => openWindow(page, ...rest),
    close: () => place.scriptCloses(),
    stop: () => place.stop(),
    focus: () => place.focus(),
    blur: () => {},
    postMessage: (data: unknown, to: string | WindowPostMessageOptions = '/') =>
      post(page, context, data, to),
  }) as unknown as PageWindow;
}

/** https:, and http: on loopback. */
function isSecure({ origin }: Page): boolean {
  return /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(origin);
}

function dateOf({ browser }: Page): typeof Date {
  return class extends NodeDate {
    static override now(): number {
      return browser.clock.now;
    }

    constructor(...args: [] | [string | number | Date]) {
      super(...((args.length ? args : [browser.clock.now]) as [number]));
    }
  } as unknown as typeof Date;
}

function framesOf(page: Page) {
  const { context, place } = page;
  let opener: unknown;
  return {
    get closed() {
      return context.closed;
    },
    get parent() {
      return viewOf(page, (place.parent ?? place).context);
    },
    get top() {
      return viewOf(page, place.top.context);
    },
    get opener() {
      return opener ?? (context.opener?.closed ? null : viewOf(page, context.opener));
    },
    set opener(value: unknown) {
      if (value === null) context.opener = null;
      else opener = value;
    },
    get name() {
      return context.name;
    },
    set name(name: string) {
      context.name = name;
    },
    get length() {
      return place.frames.length;
    },
  };
}
