import { pageState } from '../browser/page-state.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';

/** The second click of a double click comes within this time, by default on Windows and macOS. */
const DOUBLE_CLICK_MS = 500;

/**
 * Prevents a second flow by a double click, which would open two windows and mint two sessions. A press counts as the
 * same press while the last flow is still `preparing`, and within the time of a double click. It then only focuses that
 * flow. Inline frames with a container of their own may run side by side.
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
  // Releases the flow and its window when it has ended.
  void flow.finished.then(() => page.starting === flow && delete page.starting);
  return flow;
}
