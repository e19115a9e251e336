import { markWindow } from '../browser/marks.ts';
import { after } from '../browser/pulse.ts';
import { isReadable, WINDOW_NAME } from '../browser/relay.ts';
import type { CoreTexts } from '../model/core-texts.ts';
import type { PopupOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

const LOOK_MS = 100;
/**
 * After this time the window has arrived, or will not. Measured by the clock and not in looks, because a page in the
 * background looks only once a second.
 */
const ARRIVAL_MS = 800;

/**
 * Opens a popup. Returns undefined if the browser refuses the window.
 *
 * @param known the address to which the popup will be sent, if it is known. Otherwise the popup stays blank until then.
 */
export function openPopup(
  win: Window,
  texts: CoreTexts,
  { width = 500, height = 700 }: PopupOptions = {},
  known = '',
): Launcher | undefined {
  const popup = tryOpen(win, known, features(win, width, height));
  if (!popup) return undefined;
  let sent = !!known;
  if (!sent) announce(popup, texts);
  return {
    navigate(url, flowId) {
      // Writes to the popup's own storage: a window that has not arrived has the page's origin. Any other window refuses,
      // without harm.
      markWindow(popup, flowId);
      if (!sent) popup.location.replace(url.href);
      sent = true;
    },
    target: () => popup,
    gone: () => popup.closed,
    focus: () => popup.focus(),
    close: (_linger, coming) => closeAtRest(win, popup, sent, coming),
  };
}

/**
 * Closes the popup when it is not navigating. If a close coincides with a change of process, Chromium loses it, and
 * from then on reports the window as closed, so that only the user can close it. The process changes on the way to the
 * provider and on the way to the callback page. So this waits until the window has arrived, but not for long. If this
 * page is about to be left, it closes the window at once.
 *
 * @param sent whether the window is on its way to the provider, or there.
 * @param home whether it may be on its way to the callback page.
 */
function closeAtRest(win: Window, popup: Window, sent: boolean, home: boolean): void {
  const life = new AbortController();
  let end = win.performance.now() + ARRIVAL_MS;
  let stopped = home;
  const close = () => {
    life.abort();
    popup.close();
  };
  const look = () => {
    const now = win.performance.now();
    const rests = isReadable(popup) === (home || !sent);
    if (rests || popup.closed || (now >= end && stopped)) return close();
    if (now >= end) {
      // The window is still blank, so it has our origin. A load that the browser can no longer stop is about to arrive.
      popup.stop();
      stopped = true;
      end += ARRIVAL_MS;
    }
    after(win, LOOK_MS, look, life.signal);
  };
  win.addEventListener('pagehide', close, { signal: life.signal });
  look();
}

/**
 * Fills the blank window, because minting may take seconds. Styles only by the CSSOM, which the strictest CSP allows.
 */
function announce(popup: Window, { lang, dir, openingTitle, openingText }: CoreTexts): void {
  if (!isReadable(popup)) return;
  const { document } = popup;
  const { documentElement: root, body } = document;
  Object.assign(root, { lang, dir });
  root.style.colorScheme = 'light dark';
  document.title = openingTitle;
  const line = Object.assign(document.createElement('p'), { textContent: openingText });
  line.style.cssText = 'font:20px/1.5 system-ui;margin:15vh 16px;text-align:center';
  body?.append(line);
}

/**
 * Opens a window. For a blank one, `url` is empty: if the host page sends a COOP header, Firefox cuts off a window that
 * was at `about:blank`. For a blocked window, `open` returns null, returns a closed window, or (in a sandboxed frame, in
 * Firefox) throws. A webview without a second window returns the current one, which must stay where it is.
 */
function tryOpen(win: Window, url: string, windowFeatures: string): Window | undefined {
  try {
    const popup = win.open(url, WINDOW_NAME + Math.random(), windowFeatures);
    if (popup && popup !== win.top && !popup.closed) return popup;
    // Only if it is leaving, because this also stops the requests of the page.
    if (url && popup === win.top) popup?.stop();
  } catch {}
  return undefined;
}

/** Centred over the host page's window. */
function features(
  { screenX, screenY, outerWidth, outerHeight }: Window,
  width: number,
  height: number,
): string {
  const left = screenX + Math.max(0, outerWidth - width) / 2;
  const top = screenY + Math.max(0, outerHeight - height) / 2;
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}
