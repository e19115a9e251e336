import { markWindow } from '../browser/marks.ts';
import { after } from '../browser/pulse.ts';
import { isReadable, WINDOW_NAME } from '../browser/relay.ts';
import type { CoreTexts } from '../model/core-texts.ts';
import type { PopupOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

const LOOK_MS = 100;
/** By then it has arrived, or will not. By the clock, since a page in the background looks but once a second. */
const ARRIVAL_MS = 800;

/** A window of its own, with no page until there is an address; undefined where the browser refuses it. */
export function openPopup(
  win: Window,
  texts: CoreTexts,
  { width = 500, height = 700 }: PopupOptions = {},
): Launcher | undefined {
  const popup = tryOpen(win, features(win, width, height));
  if (!popup) return undefined;
  announce(popup, texts);
  let sent = false;
  return {
    navigate(url, flowId) {
      sent = true;
      // Into the window's own storage: while blank, it is of the page's origin. Of any other it refuses, which is no harm.
      markWindow(popup, flowId);
      popup.location.replace(url.href);
    },
    target: () => popup,
    gone: () => popup.closed,
    focus: () => popup.focus(),
    close: (_linger, coming) => closeAtRest(win, popup, sent, coming),
  };
}

/**
 * Chromium loses a close that meets a change of process, and then takes the window for closed for ever: it can be closed
 * by nobody but the user. That happens on the way to the provider, and on the way to the callback page. So the close
 * waits until the window has arrived, for a moment at most, and not where this page is about to go.
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
      // Still blank, so still ours. What the browser cannot stop any more is about to arrive.
      popup.stop();
      stopped = true;
      end += ARRIVAL_MS;
    }
    after(win, LOOK_MS, look, life.signal);
  };
  win.addEventListener('pagehide', close, { signal: life.signal });
  look();
}

/** Minting may take seconds, and a white window looks broken. By the CSSOM alone: the strictest policy allows that. */
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
 * Opened by no address at all: behind a COOP header of the host page Firefox severs one that was at `about:blank`.
 * A blocked window is null, closed at once, or (in a sandboxed frame, in Firefox) an exception; a webview that has no
 * second window gives the one that is there.
 */
function tryOpen(win: Window, windowFeatures: string): Window | undefined {
  try {
    const popup = win.open('', WINDOW_NAME + Math.random(), windowFeatures);
    if (popup && popup !== win.top && !popup.closed) return popup;
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
