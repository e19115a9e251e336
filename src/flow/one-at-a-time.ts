import { pageState } from '../browser/page-state.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';

/** The second click of a double click comes within that: Windows and macOS have it so. */
const DOUBLE_CLICK_MS = 500;

/**
 * A press while the flow of the last one is still preparing is the same press: that flow comes forward. Two would be
 * two windows and two sessions. So is the second half of a double click, where the session was at hand and nothing had to
 * be prepared. A frame in a place of its own disturbs no other.
 */
export function oneAtATime<Options extends Pick<OpenConsentOptions, 'mode' | 'container'>>(
  win: Window,
  options: Options,
  start: (options: Options) => ConsentFlow,
): ConsentFlow {
  if (options?.mode === 'iframe' && options.container) return start(options);
  const page = pageState<{ starting?: ConsentFlow; until?: number }>(win, 'starting', () => ({}));
  const { starting, until = 0 } = page;
  const phase = starting?.state.phase;
  const now = win.performance.now();
  if (starting && (phase === 'preparing' || (phase !== 'settled' && now < until))) {
    starting.focus();
    return starting;
  }
  const flow = start(options);
  page.starting = flow;
  page.until = now + DOUBLE_CLICK_MS;
  // Held no longer than it runs, and its window with it.
  void flow.finished.then(() => page.starting === flow && delete page.starting);
  return flow;
}
