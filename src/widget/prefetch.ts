import type { Prefetch } from '../model/options.ts';
import type { StartPrefetch, Tools } from './ahead.ts';
import { mintAhead, savesData } from './mint-ahead.ts';
import type { LoadUi } from './open-drawn.ts';

export { mintAhead };

/**
 * Prepares a press on `element`: loads the UI and mints the session ahead. It does so when the pointer or the focus
 * moves to the element, and also when the element comes into view (`visible`) or when the browser is idle (`idle`).
 */
export function prefetch(
  signal: AbortSignal,
  tools: Tools,
  loadUi: LoadUi,
  ...[element, when, ask]: Parameters<StartPrefetch>
): void {
  if (savesData() || signal.aborted) return;
  const prepare = (yields: boolean) => {
    const request = !signal.aborted && askSafely(ask);
    if (!request) return;
    if (request.ui !== false) Promise.resolve(loadUi()).catch(() => {});
    mintAhead(request, tools, yields);
  };
  if (element) onIntent(element, () => prepare(false), signal);
  const early = EARLY[when];
  if (early) early(element, () => prepare(true), signal);
  else console.error(`open-consent: prefetch takes 'hover', 'visible' or 'idle', not '${when}'`);
}

/** Ignores an error in the options here. The press reports it. */
function askSafely<T>(ask: () => T): T | false {
  try {
    return ask();
  } catch {
    return false;
  }
}

function onIntent(element: Element, intended: () => void, signal: AbortSignal): void {
  element.addEventListener('pointerenter', intended, { signal });
  element.addEventListener('focusin', intended, { signal });
  // The pointer or the focus may have come before this code was loaded.
  if (element.matches(':hover, :focus-within')) intended();
}

type Early = (element: Element | null | undefined, ask: () => void, signal: AbortSignal) => void;

const EARLY: Readonly<Record<Prefetch, Early>> = {
  hover: () => {},
  visible: onView,
  idle: (_element, ask, signal) => whenShown(() => whenIdle(ask), signal),
};

/** Asks whenever the element comes into view. A page in the background renders nothing, so no element is in view. */
function onView(element: Element | null | undefined, ask: () => void, signal: AbortSignal): void {
  if (!element) return;
  const observer = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) ask();
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
}

/** Waits until the page is visible: not in a background tab, and not while the browser prerenders it. */
function whenShown(run: () => void, signal: AbortSignal): void {
  const shown = new AbortController();
  const look = () => {
    if (document.hidden) return;
    shown.abort();
    run();
  };
  signal.addEventListener('abort', () => shown.abort());
  document.addEventListener('visibilitychange', look, { signal: shown.signal });
  look();
}

/** Safari has no `requestIdleCallback`. */
function whenIdle(run: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(run);
  else setTimeout(run, 1);
}
