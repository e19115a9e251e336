import { pageState } from '../browser/page-state.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';

/**
 * A press while the flow of the last one is still preparing is the same press: that flow comes forward. Two would be
 * two windows and two sessions. A frame in a place of its own disturbs no other.
 */
export function oneAtATime<Options extends Pick<OpenConsentOptions, 'mode' | 'container'>>(
  win: Window,
  options: Options,
  start: (options: Options) => ConsentFlow,
): ConsentFlow {
  if (options?.mode === 'iframe' && options.container) return start(options);
  const page = pageState<{ starting?: ConsentFlow }>(win, 'starting', () => ({}));
  const { starting } = page;
  if (starting?.state.phase === 'preparing') {
    starting.focus();
    return starting;
  }
  const flow = start(options);
  page.starting = flow;
  // Held no longer than it runs, and its window with it.
  void flow.finished.then(() => page.starting === flow && delete page.starting);
  return flow;
}
