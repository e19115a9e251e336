import type { Launcher } from './launcher.ts';

/** The Navigation API, as far as it counts here: not every browser has it. */
type WindowWithNavigation = Window & { navigation?: EventTarget };

/** The host page itself goes to the provider. */
export function openRedirect(win: WindowWithNavigation): Launcher {
  const life = new AbortController();
  const { signal } = life;
  let leaving = false;
  let stays = false;
  return {
    navigate(url) {
      leaving = true;
      // "Leave site?" was answered with Stay, or the user pressed Stop.
      win.navigation?.addEventListener('navigateerror', () => (stays = true), { signal });
      // Once the page has been left, and has come back, there is nothing to call off.
      win.addEventListener('pagehide', () => (leaving = false), { signal });
      win.location.assign(url.href);
    },
    gone: () => stays,
    close() {
      life.abort();
      // Calls the navigation off, while the page is still here.
      if (leaving && !stays) win.stop();
    },
  };
}
