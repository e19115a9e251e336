/**
 * Called at each beat. `returned`: the page has just got its focus or its visibility back. `restored`: it has just come
 * out of the back/forward cache, because the user pressed Back.
 */
export type Beat = (returned?: boolean, restored?: boolean) => void;

const BEAT_MS = 200;
/** When a closing window gives the focus back, its `closed` is true within about 40 ms. */
const LOOK_AGAIN_MS: readonly number[] = [50, 100];
/** The longest delay of a browser's timer (24.8 days). A longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The only clock of a flow. It beats every 200 ms. It also beats at once when the page loses its focus, because a
 * window may close before the next beat, and its focus is evidence; and when the page gets focus or visibility back,
 * because the timers of a hidden tab run late. It stops when `signal` is aborted.
 */
export function startPulse(win: Window, beat: Beat, signal: AbortSignal): void {
  const timer = win.setInterval(() => beat(), BEAT_MS);
  signal.addEventListener('abort', () => win.clearInterval(timer));
  win.addEventListener('blur', () => beat(), { signal });
  const back = (event: Event) => {
    beat(!win.document.hidden, (event as PageTransitionEvent).persisted);
    for (const ms of LOOK_AGAIN_MS) after(win, ms, () => beat(), signal);
  };
  onReturn(win, back, signal);
}

/** Calls `listener` whenever the page may have got its focus or its visibility back. */
export function onReturn(win: Window, listener: (event: Event) => void, signal: AbortSignal): void {
  win.addEventListener('focus', listener, { signal });
  win.addEventListener('pageshow', listener, { signal });
  win.document.addEventListener('visibilitychange', listener, { signal });
}

/** Calls `run` after `ms` milliseconds, unless `signal` is aborted before. */
export function after(win: Window, ms: number, run: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const stop = () => win.clearTimeout(timer);
  const end = () => {
    signal.removeEventListener('abort', stop);
    run();
  };
  const timer = win.setTimeout(end, Math.min(ms, LONGEST_TIMER_MS));
  signal.addEventListener('abort', stop);
}
