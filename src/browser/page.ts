import { after } from './pulse.ts';

/** The page a flow runs in: its clock, its focus, its address. Tests bring their own. */
export interface Page {
  /** The page's own origin, or `"null"` where it has none (a sandboxed frame, a data: address). */
  readonly origin: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** A random id, unique to one flow. */
  newId(): string;
  /** Whether the page has the user's attention: focused and visible. */
  focused(): boolean;
  /** Whether a media query holds. */
  matches(query: string): boolean;
  /** Runs `run` after `ms` milliseconds, unless `signal` is aborted before. */
  after(ms: number, run: () => void, signal: AbortSignal): void;
}

export function browserPage(win: Window): Page {
  return {
    origin: win.origin,
    now: Date.now,
    newId: randomId,
    focused: () => win.document.hasFocus() && !win.document.hidden,
    matches: (query) => win.matchMedia(query).matches,
    after: (...rest) => after(win, ...rest),
  };
}

/** Unique among the flows of a browser, and no secret. `crypto` takes its time, and the user waits for the window. */
function randomId(): string {
  return `${Math.random()}-${Math.random()}`;
}
