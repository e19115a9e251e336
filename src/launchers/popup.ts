import { type Marker, removeMarker, writeMarker } from '../browser/marker.ts';
import { removePending, writePending } from '../browser/pending.ts';
import type { Store } from '../browser/store.ts';
import { type Launcher, readAddress } from './launcher.ts';

export interface PopupSpec {
  marker: Marker;
  /** CSS pixels. */
  width: number;
  height: number;
}

const CLOSE_AGAIN_MS = 500;

/** A window of its own, opened blank inside the click and sent on once there is an address. */
export function popupLauncher(win: Window, tab: Store, { marker, width, height }: PopupSpec): Launcher {
  let popup: Window | null = null;
  return {
    open() {
      writeMarker(tab, marker);
      popup = tryOpen(win, features(win, width, height));
      removeMarker(tab);
      if (popup) writePending(win, tab, marker.flowId);
      return popup !== null;
    },
    navigate: (url) => popup?.location.replace(url),
    target: () => popup,
    gone: () => popup?.closed === true,
    address: () => readAddress(popup),
    busy: () => false,
    focus: () => popup?.focus(),
    close() {
      removePending(win, tab, marker.flowId);
      popup?.close();
      // A close that meets a navigation to another process has been seen to be lost in Chromium: once more.
      if (popup) win.setTimeout(() => popup?.close(), CLOSE_AGAIN_MS);
    },
  };
}

/** A blocked window is null, closed at once, or (in a sandboxed frame, in Firefox) an exception. */
function tryOpen(win: Window, windowFeatures: string): Window | null {
  try {
    const popup = win.open('about:blank', `open-consent-${Math.random()}`, windowFeatures);
    return popup && !popup.closed ? popup : null;
  } catch {
    return null;
  }
}

/** Centred over the host page's window. */
function features(win: Window, width: number, height: number): string {
  const left = Math.round(win.screenX + Math.max(0, win.outerWidth - width) / 2);
  const top = Math.round(win.screenY + Math.max(0, win.outerHeight - height) / 2);
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}
