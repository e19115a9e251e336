import { type Marker, removeMarker, removePending, writeMarker, writePending } from '../browser/marker.ts';
import type { Store } from '../browser/store.ts';
import { type Launcher, readAddress } from './launcher.ts';

export interface PopupSpec {
  marker: Marker;
  /** CSS pixels. */
  width: number;
  height: number;
}

/** A window of its own, opened blank inside the click and sent on once there is an address. */
export function popupLauncher(win: Window, tab: Store, { marker, width, height }: PopupSpec): Launcher {
  let popup: Window | null = null;
  return {
    open() {
      writeMarker(tab, marker);
      popup = tryOpen(win, marker.flowId, features(win, width, height));
      removeMarker(tab);
      if (popup) writePending(tab, marker.flowId);
      return popup !== null;
    },
    navigate: (url) => popup?.location.replace(url),
    target: () => popup,
    gone: () => popup?.closed === true,
    address: () => readAddress(popup),
    busy: () => false,
    focus: () => popup?.focus(),
    close() {
      removePending(tab);
      popup?.close();
    },
  };
}

/** A blocked window is null, closed at once, or (in a sandboxed frame, in Firefox) an exception. */
function tryOpen(win: Window, name: string, windowFeatures: string): Window | null {
  try {
    const popup = win.open('about:blank', `open-consent-${name}-${Math.random()}`, windowFeatures);
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
