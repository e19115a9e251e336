import type { Context } from './context.ts';
import { viewOf } from './context.ts';
import { resolveUrl } from './location.ts';
import type { Page } from './page.ts';
import { Place } from './place.ts';

/** `window.open()`, by whatever rule the browser has for popups just now. */
export function openWindow(page: Page, url: string | URL = '', name = '', features = ''): Window | null {
  const { browser, place } = page;
  const to = String(url) && resolveUrl(page, String(url));
  const known = named(page, name);
  if (known) {
    if (to) known.place.navigate({ how: 'open', url: to });
    return viewOf(page, known);
  }
  if (browser.popups === 'throws')
    throw new DOMException('Popups are not allowed here.', 'InvalidAccessError');
  if (browser.popups === 'blocked') return null;
  if (browser.popups === 'same-window') {
    if (to) place.navigate({ how: 'open', url: to });
    return page.window;
  }
  const alone = /(^|,)\s*no(opener|referrer)\s*(,|=1|=yes|$)/.test(features);
  const popup = openTab(page, alone ? undefined : place.context, name);
  if (to) popup.navigate({ how: 'open', url: to });
  if (browser.popups === 'closed') popup.close();
  return alone ? null : viewOf(page, popup.context);
}

function named({ place, context, browser }: Page, name: string): Context | undefined {
  if (name === '_self') return context;
  if (name === '_top') return place.top.context;
  if (name === '_parent') return (place.parent ?? place).context;
  const contexts = browser.places().map((other) => other.context);
  return name && name !== '_blank'
    ? contexts.find((other) => other.name === name && !other.closed)
    : undefined;
}

/** A tab that a script opens: blank, of the opener's origin, and with a copy of its tab's sessionStorage. */
function openTab(page: Page, opener: Context | undefined, name: string): Place {
  const { browser } = page;
  const popup = new Place({ browser, opener, scripted: true, name: name === '_blank' ? '' : name });
  if (opener) for (const [key, map] of page.place.top.session) popup.session.set(key, new Map(map));
  const blank = popup.show({
    context: popup.context,
    url: 'about:blank',
    creator: page,
    setup: {},
    type: 'navigate',
  });
  popup.history.record({ url: blank.url, state: null, page: blank }, false);
  blank.document.finish();
  browser.tabs.push(popup);
  browser.focus(popup);
  return popup;
}
