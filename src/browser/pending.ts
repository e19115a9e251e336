import { pageState } from './page-state.ts';
import type { Store } from './store.ts';

const KEY = 'open-consent.pending';

/** The popup flows of this very page, as it is loaded now. */
function liveFlows(win: Window): Set<string> {
  return pageState(win, 'live', () => new Set());
}

/**
 * The popup flow that this tab waits for, known to the page even when it is reloaded meanwhile. Set after the window
 * has opened, so that the window's own copy of the tab's storage does not hold it.
 */
export function writePending(win: Window, tab: Store, flowId: string): void {
  liveFlows(win).add(flowId);
  tab.write(KEY, flowId);
}

export function removePending(win: Window, tab: Store, flowId: string): void {
  liveFlows(win).delete(flowId);
  if (tab.read(KEY) === flowId) tab.remove(KEY);
}

/**
 * The flow that a reload of this page has cut off. A page that was opened by another starts with a copy of that one's
 * storage, but it was not reloaded.
 */
export function orphanedFlow(win: Window, tab: Store): string | undefined {
  const flowId = tab.read(KEY);
  if (typeof flowId !== 'string' || liveFlows(win).has(flowId) || !wasReached(win, 'reload'))
    return undefined;
  return flowId;
}

/** How the browser came to load this page. */
export function wasReached(win: Window, type: NavigationTimingType): boolean {
  const [navigation] = win.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === type;
}
