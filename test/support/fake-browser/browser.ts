import type { Channels } from './channels.ts';
import { Clock } from './clock.ts';
import { LockManager } from './locks.ts';
import type { Page, PageSetup } from './page.ts';
import { Place } from './place.ts';
import { type Area, Disk, type StorageChange, type StorageRule } from './storage.ts';

/** What `window.open` comes to. `closed`: a window that is closed at once; `same-window`: as some webviews have it. */
export type PopupRule = 'allowed' | 'blocked' | 'throws' | 'closed' | 'same-window';

type StorageRules = Record<Area, StorageRule | ((page: { origin: string; framed: boolean }) => StorageRule)>;

/**
 * One browser with its tabs: what they share (disk, channels, locks), what they keep apart, and one clock, which only a
 * test turns.
 */
export class FakeBrowser {
  readonly clock: Clock = new Clock(1_700_000_000_000);
  readonly disk: Disk = new Disk();
  readonly channels: Channels = new Map();
  /** The open tabs and popups, in the order of their opening. */
  readonly tabs: Place[] = [];
  /** What was given to `reportError`. */
  readonly reported: unknown[] = [];
  readonly storage: StorageRules = { localStorage: 'works', sessionStorage: 'works' };
  /** What this browser does not know. Set before a page loads. */
  readonly missing: Set<'locks' | 'BroadcastChannel'> = new Set();
  popups: PopupRule = 'allowed';
  /** How long what one tab writes to localStorage takes to reach the others. */
  storageLagMs = 0;
  /** Whether pages may be kept when they are left. */
  bfcache = true;
  /** As under automation: every page believes that it has the focus, and none is ever told otherwise. */
  emulatesFocus = false;
  /** Whether a media query holds. */
  media: (query: string) => boolean = () => false;
  /** The page whose turn it is, or was last. */
  current: Page | undefined;
  #focused: Place | undefined;
  #pages = 0;
  readonly #locks = new Map<string, LockManager>();
  readonly #setups = new Map<string, PageSetup>();

  constructor() {
    this.clock.between = () => void this.places();
  }

  /** What loads at every address that begins with `prefix`; the longest prefix wins. Others load an empty page. */
  serve(prefix: string, page: PageSetup | PageSetup['run'] = {}): void {
    this.#setups.set(prefix, typeof page === 'function' ? { run: page } : (page as PageSetup));
  }

  setupOf(url: string): PageSetup {
    const prefixes = [...this.#setups.keys()].filter((prefix) => url.startsWith(prefix));
    const longest = prefixes.sort((a, b) => b.length - a.length)[0];
    return (longest !== undefined && this.#setups.get(longest)) || {};
  }

  /** The user opens a tab. It is loaded, and has the focus, when this returns. */
  openTab(url: string): Place {
    return this.#openTab(new Place({ browser: this }), new URL(url).href, 'navigate');
  }

  /** The user duplicates a tab: the same address, with a copy of its sessionStorage. */
  duplicate(tab: Place, type: NavigationTimingType = 'back_forward'): Place {
    const twin = new Place({ browser: this });
    for (const [key, map] of tab.session) twin.session.set(key, new Map(map));
    return this.#openTab(twin, tab.url, type);
  }

  #openTab(tab: Place, url: string, type: NavigationTimingType): Place {
    this.tabs.push(tab);
    this.focus(tab);
    tab.load(url, type);
    tab.page.document.loaded();
    return tab;
  }

  /** A number for a page that has no origin: no other shares it. */
  nextId(): number {
    return ++this.#pages;
  }

  now = (): number => this.clock.now;

  /** Lets time pass, with all that happens meanwhile. */
  pass(ms: number): Promise<void> {
    return this.clock.pass(ms);
  }

  /** Lets all happen that needs no time. */
  settle(): Promise<void> {
    return this.clock.pass(0);
  }

  /** Every tab, popup and frame. */
  places(): Place[] {
    const within = (place: Place): Place[] => [place, ...place.frames.flatMap(within)];
    return this.tabs.flatMap(within);
  }

  enter(page: Page): void {
    this.current = page;
  }

  focus(place: Place | undefined): void {
    const old = this.#focused;
    if (old === place) return;
    this.#focused = place;
    if (this.emulatesFocus) return;
    if (old && !old.closed) old.page.task(() => old.page.fire('blur'));
    // A page that has the focus from its start is not told of it.
    if (place?.page) place.page.task(() => place.page.fire('focus'));
  }

  /** Whether a place, or a frame in it, has the focus. */
  isFocused(place: Place): boolean {
    const focused = this.#focused;
    return this.emulatesFocus || focused === place || (focused?.ancestors().includes(place) ?? false);
  }

  ruleFor(area: Area, { origin, place }: Page): StorageRule {
    const rule = this.storage[area];
    return typeof rule === 'function' ? rule({ origin, framed: place.parent !== undefined }) : rule;
  }

  locksOf({ storageKey }: Page): LockManager {
    const manager = this.#locks.get(storageKey) ?? new LockManager();
    this.#locks.set(storageKey, manager);
    return manager;
  }

  /** A change in localStorage reaches the other tabs, which hear of it by an event. */
  spread(writer: Page, change: StorageChange): void {
    const { storageKey, url } = writer;
    const reach = () => {
      this.disk.spread(storageKey, change);
      if (change.oldValue === change.newValue && change.key !== null) return;
      for (const { page } of this.places())
        if (page !== writer && page.storageKey === storageKey)
          page.task(() => page.fire('storage', { ...change, url }));
    };
    if (this.storageLagMs) this.clock.after(this.storageLagMs, reach);
    else reach();
  }

  /**
   * Puts the globals of the page whose turn it is in the place of Node's, for code that does not take its window from
   * its caller. Needs a tab. Returns the way back.
   */
  installGlobals(): () => void {
    const names = ['window', 'document', 'location', 'BroadcastChannel', 'reportError', 'Date'] as const;
    const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
    for (const name of names)
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get: () => this.current?.window[name],
      });
    return () => {
      for (const [index, name] of names.entries()) {
        const descriptor = before[index];
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    };
  }
}
