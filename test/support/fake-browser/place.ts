import type { FakeBrowser } from './browser.ts';
import { Context } from './context.ts';
import type { Navigation } from './location.ts';
import { arriveAt, isFragment, jump, load } from './navigation.ts';
import { Page, type PageWindow } from './page.ts';
import { TabHistory } from './tab-history.ts';

interface PlaceParams {
  browser: FakeBrowser;
  /** Of a frame: the page that it is in, and its element. */
  within?: Page | undefined;
  element?: HTMLIFrameElement | undefined;
  opener?: Context | undefined;
  name?: string | undefined;
  /** Whether a script opened it: then a script may close it. */
  scripted?: boolean;
}

/** Where pages are shown, one after another: a tab, a popup (which is a tab that a script opened) or a frame. */
export class Place {
  readonly browser: FakeBrowser;
  readonly within: Page | undefined;
  readonly element: HTMLIFrameElement | undefined;
  readonly scripted: boolean;
  /** The tab's own sessionStorage, by storage key. */
  readonly session: Map<string, Map<string, string>> = new Map();
  /** Every order to go somewhere, in its order: also those that were called off. */
  readonly navigations: Navigation[] = [];
  readonly history: TabHistory = new TabHistory();
  context: Context;
  page!: Page;
  closing = false;
  hidden = false;
  /** Its tasks wait until then: `Infinity` while the tab is frozen. */
  busyUntil = 0;
  #stop = () => {};

  constructor({ browser, within, element, opener, name, scripted = false }: PlaceParams) {
    this.browser = browser;
    this.within = within;
    this.element = element;
    this.scripted = scripted;
    this.context = new Context(this, opener, name);
  }

  /** The window of the page that is here now. */
  get win(): PageWindow {
    return this.page.window;
  }

  get url(): string {
    return this.page.url;
  }

  /** The page behind it has gone. */
  get closed(): boolean {
    return this.context.gone;
  }

  get parent(): Place | undefined {
    return this.within?.place;
  }

  get top(): Place {
    return this.parent?.top ?? this;
  }

  /** The places around a frame, the nearest first. */
  ancestors(): Place[] {
    return this.parent ? [this.parent, ...this.parent.ancestors()] : [];
  }

  /** The frames of the page that is here now. */
  get frames(): Place[] {
    return this.page.document.frames();
  }

  earliest(): number {
    return Math.max(this.busyUntil, this.within?.earliest() ?? 0);
  }

  /** The user, or the page that is here, goes somewhere: as a link or a 302 of the provider does. */
  go(url: string): void {
    this.navigate({ how: 'user', url: new URL(url).href });
  }

  navigate(navigation: Navigation): void {
    const { how, url } = navigation;
    this.navigations.push(navigation);
    this.#stop();
    const replaces = how === 'replace' || how === 'frame' || this.page.url === 'about:blank';
    if (how !== 'reload' && isFragment(this, url)) return jump(this, url, replaces);
    const type = how === 'reload' ? 'reload' : 'navigate';
    this.#stop = this.browser.clock.after(0, () => this.load(url, type, replaces || how === 'reload'));
  }

  reload(): void {
    this.navigate({ how: 'reload', url: this.url });
  }

  /** `window.stop()`: calls off the navigation that is under way. */
  stop(): void {
    this.#stop();
  }

  back(): void {
    this.traverse(-1);
  }

  forward(): void {
    this.traverse(1);
  }

  traverse(by: number): void {
    const entry = this.history.at(by);
    if (!entry) return;
    this.#stop();
    this.#stop = this.browser.clock.after(0, () => arriveAt(this, entry));
  }

  /** Loads an address at once. */
  load(url: string, type: NavigationTimingType = 'navigate', replaces = false): void {
    load(this, url, type, replaces);
  }

  /** Puts a page here that no server sends: the blank one of a new window or frame. */
  show(params: ConstructorParameters<typeof Page>[0]): Page {
    this.page = new Page(params);
    return this.page;
  }

  /** The page's script asks: only what a script opened, or what has nowhere else to go back to, may close. */
  scriptCloses(): void {
    if (this.parent || this.closing || !(this.scripted || this.history.length <= 1)) return;
    this.closing = true;
    this.browser.clock.after(0, () => this.close());
  }

  /** The user closes it; the focus goes back to the page that opened it. */
  close(): void {
    if (this.context.gone) return;
    const hadFocus = this.browser.isFocused(this);
    this.destroy();
    this.browser.tabs.splice(this.browser.tabs.indexOf(this), 1);
    const opener = this.context.opener?.page?.place;
    if (hadFocus) this.browser.focus(opener ?? this.browser.tabs.at(-1));
  }

  /** It is no more: a tab that was closed, a frame that was taken out of its page. */
  destroy(): void {
    this.#stop();
    this.page.fire('pagehide', { persisted: false });
    for (const { page } of this.history.entries) page.kill();
    this.page.kill();
    this.context.gone = true;
  }

  focus(): void {
    this.browser.focus(this);
  }

  /** The tab goes to the background, or comes back. */
  hide(hidden = true): void {
    if (this.hidden === hidden) return;
    this.hidden = hidden;
    for (const { page } of [this, ...this.frames])
      page.task(() => page.fire('visibilitychange', {}, page.document.events));
  }

  /** Its scripts do not get their turn for so long. */
  busy(ms: number): void {
    this.busyUntil = this.browser.clock.now + ms;
  }

  freeze(): void {
    this.busyUntil = Number.POSITIVE_INFINITY;
  }

  thaw(): void {
    this.busyUntil = 0;
  }

  /** The browser throws the page away to save memory, and loads it again when the user looks at the tab. */
  discard(): void {
    this.page.kill();
  }

  restore(): void {
    this.load(this.url, 'back_forward', true);
  }
}
