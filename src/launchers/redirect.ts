import type { Launcher } from './launcher.ts';

/** The part of the Navigation API that is used here. Not every browser has it. */
type WindowWithNavigation = Window & { navigation?: EventTarget };

/** Navigates the host page itself to the provider. */
export function openRedirect(win: WindowWithNavigation): Launcher {
  const life = new AbortController();
  const { signal } = life;
  let leaving = false;
  let stays = false;
  return {
    navigate(url) {
      leaving = true;
      // The user chose to stay in "Leave site?", or pressed Stop.
      win.navigation?.addEventListener('navigateerror', () => (stays = true), { signal });
      // If the page has been left and restored, there is no navigation to stop.
      win.addEventListener('pagehide', () => (leaving = false), { signal });
      win.location.assign(url.href);
    },
    gone: () => stays,
    close() {
      life.abort();
      // Stops the navigation, if the page is still here.
      if (leaving && !stays) win.stop();
    },
  };
}
