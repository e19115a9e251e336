import type { FakeBrowser } from './browser.ts';
import type { FakeChannel } from './channels.ts';
import type { Owner } from './clock.ts';
import type { Context } from './context.ts';
import type { Coop } from './coop.ts';
import { FakeDocument } from './document.ts';
import { CountedTarget, makeEvent } from './events.ts';
import type { Place } from './place.ts';
import { makeWindow } from './window.ts';

/** A `Window` as code under test takes it. */
export type PageWindow = Window & typeof globalThis;

/** What loads with an address. */
export interface PageSetup {
  /** Runs while the page loads, as a classic script at the end of its body does. */
  run?(win: PageWindow): void;
  /** What the body has of its own. */
  html?: string;
  /** The Cross-Origin-Opener-Policy header. */
  coop?: Coop;
  /** As by X-Frame-Options: in a frame, the browser shows an error page in its place. */
  refusesFrames?: boolean;
  /** As by `Cache-Control: no-store`: never kept in the back/forward cache. */
  uncached?: boolean;
  /** A 302 to another address; its `coop` counts too. */
  redirect?: string;
}

export interface PageParams {
  context: Context;
  url: string;
  /** That of the page which made this one, for `about:blank`. */
  creator?: Page | undefined;
  setup: PageSetup;
  type: NavigationTimingType;
  opaque?: boolean;
}

/** What a page has taken, counted from its load: a page that has nothing of ours must stay at zero. */
export interface Costs {
  timers: number;
  channels: number;
  locks: number;
  writes: number;
}

/** One document with its window, from load to unload: what a browsing context holds one after another. */
export class Page implements Owner {
  readonly browser: FakeBrowser;
  readonly context: Context;
  readonly setup: PageSetup;
  readonly type: NavigationTimingType;
  readonly creator: Page | undefined;
  readonly opaque: boolean;
  readonly origin: string;
  readonly coop: Coop;
  readonly loadedAt: number;
  readonly window: PageWindow;
  readonly document: FakeDocument;
  readonly channels: Set<FakeChannel> = new Set();
  readonly timers: Map<number, () => void> = new Map();
  readonly views: Map<Context, Window> = new Map();
  readonly costs: Costs = { timers: 0, channels: 0, locks: 0, writes: 0 };
  url: string;
  readonly #id: number;
  alive = true;
  /** In the back/forward cache. */
  cached = false;

  constructor({ context, url, creator, setup, type, opaque = false }: PageParams) {
    this.browser = context.place.browser;
    this.context = context;
    this.url = url;
    this.creator = creator;
    this.setup = setup;
    this.type = type;
    this.opaque = opaque || (creator?.opaque ?? false);
    this.origin = this.opaque ? 'null' : (creator?.origin ?? new URL(url).origin);
    this.coop = setup.coop ?? creator?.coop ?? 'unsafe-none';
    this.#id = this.browser.nextId();
    this.loadedAt = this.browser.clock.now;
    this.document = new FakeDocument(this);
    this.window = makeWindow(this);
  }

  get place(): Place {
    return this.context.place;
  }

  /** Storage, channels and locks are kept apart by it: a page framed by another site has its own. */
  get storageKey(): string {
    if (this.opaque) return `null, page ${this.#id}`;
    const sites = this.place.ancestors().map(({ page }) => siteOf(page.origin));
    const own = siteOf(this.origin);
    if (sites.every((site) => site === own)) return this.origin;
    return `${this.origin} in ${sites.at(-1)}${sites.at(-1) === own ? ', across another site' : ''}`;
  }

  /** Whether a script of `other` may look into this page. */
  sameOrigin(other: Page): boolean {
    return this === other || (this.origin === other.origin && !this.opaque);
  }

  /** It, or a page around it, lies in the back/forward cache. */
  get sleeping(): boolean {
    return this.cached || (this.place.within?.sleeping ?? false);
  }

  earliest(): number {
    return this.sleeping ? Number.POSITIVE_INFINITY : this.place.earliest();
  }

  /** Runs `run` later, as a task of this page; never when the page has gone meanwhile. */
  task(run: () => void, ms = 0): () => void {
    const guarded = () => {
      if (!this.alive) return;
      this.browser.enter(this);
      run();
    };
    return this.browser.clock.after(ms, guarded, this);
  }

  fire(type: string, fields: object = {}, target: EventTarget = this.window): void {
    target.dispatchEvent(makeEvent(type, fields));
  }

  /** What the page holds at this moment. */
  held(): { timers: number; listeners: string[]; channels: number; locks: string[] } {
    const listeners = [this.window as unknown as CountedTarget, this.document.events];
    return {
      timers: this.timers.size,
      listeners: listeners.flatMap(CountedTarget.listenersOf),
      channels: this.channels.size,
      locks: this.browser.locksOf(this).heldBy(this),
    };
  }

  /** The document goes: for good, or into the back/forward cache. */
  unload(forGood = false): void {
    const persisted = !forGood && this.#mayBeCached();
    this.fire('pagehide', { persisted });
    this.cached = persisted;
    if (!persisted) this.kill();
  }

  kill(): void {
    this.alive = false;
    for (const stop of this.timers.values()) stop();
    for (const channel of [...this.channels]) channel.close();
    this.browser.locksOf(this).release(this);
    for (const frame of this.document.frames()) frame.destroy();
  }

  #mayBeCached(): boolean {
    const { bfcache } = this.browser;
    const isPlain = !this.place.parent && this.url !== 'about:blank' && !this.setup.uncached;
    return bfcache && isPlain && !this.browser.locksOf(this).concerns(this);
  }
}

/** Scheme and registrable domain, near enough: the last two labels of a name. */
function siteOf(origin: string): string {
  if (origin === 'null') return origin;
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${/^[\d.[\]:]+$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.')}`;
}
