import type { Prefetch } from '../model/options.ts';
import type { StartPrefetch, Tools } from './ahead.ts';
import { mintAhead, savesData } from './mint-ahead.ts';
import type { LoadUi } from './open-drawn.ts';

export { mintAhead };

/**
 * Makes the press on `element` quicker as soon as one is likely: when the pointer or the focus comes to it; before that
 * also once when it comes into view (`visible`), or when the browser has nothing else to do (`idle`).
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

/** A component that cannot say what it needs says so at the press. */
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
  // Since before this code was loaded.
  if (element.matches(':hover, :focus-within')) intended();
}

type Early = (element: Element | null | undefined, ask: () => void, signal: AbortSignal) => void;

const EARLY: Readonly<Record<Prefetch, Early>> = {
  hover: () => {},
  visible: onView,
  idle: (_element, ask, signal) => whenShown(() => whenIdle(ask), signal),
};

/** Whenever it comes into view: a page in the background draws nothing, and none of it is. */
function onView(element: Element | null | undefined, ask: () => void, signal: AbortSignal): void {
  if (!element) return;
  const observer = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) ask();
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
}

/** Not for a tab in the background, nor for a page that is only rendered ahead of a visit. */
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

/** Safari has no such callback. */
function whenIdle(run: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(run);
  else setTimeout(run, 1);
}
