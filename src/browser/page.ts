import { after } from './pulse.ts';
import { isFramed, isReadable } from './relay.ts';

/** The page a flow runs in: its clock, its focus, its address. Tests bring their own. */
export interface Page {
  /** The page's own origin, or `"null"` where it has none (a sandboxed frame, a data: address). */
  readonly origin: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** The page's own address. */
  address(): string;
  /** Whether another page frames this one. */
  readonly framed: boolean;
  /** Whether the tab shows another site's page, with this one in a frame somewhere in it. */
  readonly foreignTop: boolean;
  /** A flow id: random, and not to be guessed. */
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
    framed: isFramed(win),
    foreignTop: !isReadable(win.top ?? win),
    now: Date.now,
    address: () => win.location.href,
    newId,
    focused: () => win.document.hasFocus() && !win.document.hidden,
    // jsdom has none.
    matches: (query) => win.matchMedia?.(query).matches ?? false,
    after: (...rest) => after(win, ...rest),
  };
}

/** 128 random bits, base64url. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const letters: Record<string, string> = { '+': '-', '/': '_', '=': '' };
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (letter) => letters[letter] as string);
}

/** How the browser came to load this page. */
export function wasReached({ performance }: Window, type: NavigationTimingType): boolean {
  // jsdom has none.
  const [navigation] = (performance.getEntriesByType?.('navigation') ?? []) as PerformanceNavigationTiming[];
  return navigation?.type === type;
}
