/** The page a flow runs in: its clock, its focus, its address. Tests bring their own. */
export interface Page {
  /** The page's own origin, or `"null"` where it has none (a sandboxed frame, a data: address). */
  readonly origin: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** A random id, unique to one flow. */
  id(): string;
  /** Whether the page has the user's attention: focused and visible. */
  focused(): boolean;
  /** Whether a media query holds. */
  matches(query: string): boolean;
  /** Runs `run` after `ms` milliseconds. Returns the way to call it off. */
  after(ms: number, run: () => void): () => void;
  /** Calls `handler`; what it throws goes to the page's error reporting and harms nothing here. */
  call<T>(handler: ((value: T) => void) | undefined, value: T): void;
}

/** The longest delay a browser's timer holds (24.8 days); a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function browserPage(win: Window): Page {
  return {
    origin: win.origin,
    now: () => Date.now(),
    id: randomId,
    focused: () => win.document.hasFocus() && win.document.visibilityState === 'visible',
    matches: (query) => win.matchMedia(query).matches,
    after(ms, run) {
      const timer = win.setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
      return () => win.clearTimeout(timer);
    },
    call(handler, value) {
      try {
        handler?.(value);
      } catch (error) {
        reportError(error);
      }
    },
  };
}

/** `crypto.randomUUID` needs a secure context, which a host page in development on a plain address is not. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
}
