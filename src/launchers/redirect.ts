import { type Marker, removeMarker, writeMarker } from '../browser/marker.ts';
import type { Store } from '../browser/store.ts';
import type { Launcher } from './launcher.ts';

/** The host page itself goes to the provider; the marker tells the callback page whose return it is. */
export function openRedirect(win: Window, tab: Store, marker: Marker): Launcher {
  let left = false;
  return {
    navigate(url) {
      writeMarker(tab, { ...marker, returnUrl: win.location.href });
      left = true;
      win.location.assign(url.href);
    },
    gone: () => false,
    close() {
      removeMarker(tab);
      // Calls the navigation off, while the page is still here.
      if (left) win.stop();
    },
  };
}
