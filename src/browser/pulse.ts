/**
 * One beat. `returned`: the page has just got its focus or its visibility back. `restored`: it has just come out of the
 * back/forward cache, because the user pressed Back.
 */
export type Beat = (returned?: boolean, restored?: boolean) => void;

const BEAT_MS = 200;
/** A window that has given the focus back by closing says so within about 40 ms. */
const LOOK_AGAIN_MS: readonly number[] = [50, 100];
/** The longest delay a browser's timer holds (24.8 days); a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The one clock of a flow: beats every 200 ms, and at once whenever the page loses its focus (a window may be closed
 * before the next beat, and that it had the focus is the evidence) or gets focus or visibility back, because the timers
 * of a hidden tab run late. Stops with `signal`.
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

/** Runs `run` after `ms` milliseconds, unless `signal` is aborted before. */
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
