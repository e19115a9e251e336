import { after } from './pulse.ts';
import { isFramed, isReadable } from './relay.ts';

/** The page in which a flow runs: its clock, its focus, its address. Tests use a fake one. */
export interface Page {
  /** The page's own origin, or `"null"` if it has none (a sandboxed frame, a data: address). */
  readonly origin: string;
  /** Unix milliseconds. */
  now(): number;
  /** The page's own address. */
  address(): string;
  /** Whether another page frames this one. */
  readonly framed: boolean;
  /** Whether the tab's top page has another origin than this page, which is in a frame inside it. */
  readonly foreignTop: boolean;
  /** A new flow id: random and unguessable. */
  newId(): string;
  /** Whether the page has the user's attention: focused and visible. */
  focused(): boolean;
  /** Whether a media query matches. */
  matches(query: string): boolean;
  /** Calls `run` after `ms` milliseconds, unless `signal` is aborted before. */
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
    // jsdom has no `matchMedia`.
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

/** Whether the browser loaded this page by this type of navigation. */
export function wasReached({ performance }: Window, type: NavigationTimingType): boolean {
  // jsdom has no `getEntriesByType`.
  const [navigation] = (performance.getEntriesByType?.('navigation') ?? []) as PerformanceNavigationTiming[];
  return navigation?.type === type;
}
