/** What came with a beat. */
export interface Beat {
  /** The page has just got its focus or its visibility back. */
  returned: boolean;
  /** The page has just come out of the back/forward cache: the user pressed Back. */
  restored: boolean;
}

const BEAT_MS = 200;

/**
 * The one clock of a flow: beats every 200 ms, and at once whenever the page gets its focus or visibility back,
 * because the timers of a hidden tab run late. Stops with `signal`.
 */
export function startPulse(win: Window, beat: (beat: Beat) => void, signal: AbortSignal): void {
  const timer = win.setInterval(() => beat({ returned: false, restored: false }), BEAT_MS);
  signal.addEventListener('abort', () => win.clearInterval(timer));
  const back = (event: Event) => {
    const visible = win.document.visibilityState === 'visible';
    beat({ returned: visible, restored: (event as PageTransitionEvent).persisted === true });
  };
  for (const name of ['focus', 'pageshow']) win.addEventListener(name, back, { signal });
  win.document.addEventListener('visibilitychange', back, { signal });
}
