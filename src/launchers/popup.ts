import { type Marker, writeMarker } from '../browser/marker.ts';
import { removePending, writePending } from '../browser/pending.ts';
import { browserStore, type Store } from '../browser/store.ts';
import type { PopupOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

const LOOK_MS = 100;
const LOOKS = 8;

/** A window of its own, blank until there is an address; undefined where the browser refuses it. */
export function openPopup(
  win: Window,
  tab: Store,
  marker: Marker,
  { width = 500, height = 700 }: PopupOptions = {},
): Launcher | undefined {
  const popup = tryOpen(win, features(win, width, height));
  if (!popup) return undefined;
  // Into the window's own storage: blank, it is of the page's origin.
  writeMarker(browserStore(popup, 'sessionStorage'), marker);
  writePending(win, tab, marker.flowId);
  return {
    navigate: (url) => popup.location.replace(url.href),
    target: () => popup,
    gone: () => popup.closed,
    focus: () => popup.focus(),
    close(_linger, coming) {
      removePending(tab, marker.flowId);
      closeAtHome(win, popup, coming ? LOOKS : 0);
    },
  };
}

/**
 * After the provider's word the window is usually on its way to the callback page. Chromium loses a close that meets the
 * change of process there, and then takes the window for closed for ever: it can be closed by nobody but the user. So
 * the close waits until the window is at home, for a moment at most.
 */
function closeAtHome(win: Window, popup: Window, looks: number): void {
  if (!looks || popup.closed || isHome(popup)) popup.close();
  else win.setTimeout(() => closeAtHome(win, popup, looks - 1), LOOK_MS);
}

/** Whether it is on the host page's own origin: any other may not be read. */
function isHome({ location }: Window): boolean {
  try {
    return location.href !== undefined;
  } catch {
    return false;
  }
}

/**
 * Opened by no address at all: behind a COOP header of the host page Firefox severs one that was at `about:blank`.
 * A blocked window is null, closed at once, or (in a sandboxed frame, in Firefox) an exception; a webview that has no
 * second window gives the one that is there.
 */
function tryOpen(win: Window, windowFeatures: string): Window | undefined {
  try {
    const popup = win.open('', `open-consent-${Math.random()}`, windowFeatures);
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
