import { type Marker, removeMarker, writeMarker } from '../browser/marker.ts';
import { removePending, writePending } from '../browser/pending.ts';
import type { Store } from '../browser/store.ts';
import type { PopupOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

const CLOSE_AGAIN_MS = 500;
const CLOSE_AGAIN_TIMES = 3;

/** A window of its own, blank until there is an address; undefined where the browser refuses it. */
export function openPopup(
  win: Window,
  tab: Store,
  marker: Marker,
  { width = 500, height = 700 }: PopupOptions = {},
): Launcher | undefined {
  writeMarker(tab, marker);
  const popup = tryOpen(win, features(win, width, height));
  removeMarker(tab);
  if (!popup) return undefined;
  writePending(win, tab, marker.flowId);
  return {
    navigate: (url) => popup.location.replace(url),
    target: () => popup,
    gone: () => popup.closed,
    focus: () => popup.focus(),
    close() {
      removePending(tab, marker.flowId);
      insist(win, popup, CLOSE_AGAIN_TIMES);
    },
  };
}

/** A close that meets a navigation to another process is lost in Chromium, and on a busy machine so may the next be. */
function insist(win: Window, popup: Window, times: number): void {
  popup.close();
  if (times) win.setTimeout(() => insist(win, popup, times - 1), CLOSE_AGAIN_MS);
}

/**
 * Opened by no address at all: behind a COOP header of the host page Firefox severs one that was at `about:blank`.
 * A blocked window is null, closed at once, or (in a sandboxed frame, in Firefox) an exception.
 */
function tryOpen(win: Window, windowFeatures: string): Window | undefined {
  try {
    const popup = win.open('', `open-consent-${Math.random()}`, windowFeatures);
    if (popup && !popup.closed) return popup;
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
