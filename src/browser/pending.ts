import type { Store } from './store.ts';

const KEY = 'open-consent.pending';

/** A popup flow, and the load of the page that waits for it. */
type Pending = readonly [flowId: string, timeOrigin: number];

/**
 * The popup flow that this tab waits for, known to the page even when it is reloaded meanwhile. Set after the window
 * has opened, so that the window's own copy of the tab's storage does not hold it.
 */
export function writePending({ performance }: Window, tab: Store, flowId: string): void {
  tab.write(KEY, [flowId, performance.timeOrigin] satisfies Pending);
}

export function removePending(tab: Store, flowId: string): void {
  if ((tab.read(KEY) as Pending | undefined)?.[0] === flowId) tab.remove(KEY);
}

/**
 * The flow that a reload of this page has cut off. A page that was opened by another starts with a copy of that one's
 * storage, but it was not reloaded.
 */
export function orphanedFlow(win: Window, tab: Store): string | undefined {
  const [flowId, timeOrigin] = (tab.read(KEY) as Pending | undefined) ?? [];
  return timeOrigin !== win.performance.timeOrigin && wasReached(win, 'reload') ? flowId : undefined;
}

/** How the browser came to load this page. */
export function wasReached({ performance }: Window, type: NavigationTimingType): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === type;
}
