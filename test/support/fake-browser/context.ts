import { securityError } from './events.ts';
import { locationOf } from './location.ts';
import type { Page } from './page.ts';
import type { Place } from './place.ts';

/**
 * A browsing context: what a reference to a window means. A tab keeps one through its navigations, until a COOP header
 * makes it a new one; then the old one is closed for ever, for all who have it.
 */
export class Context {
  readonly place: Place;
  opener: Context | null;
  name: string;
  severed = false;
  gone = false;

  constructor(place: Place, opener: Context | null = null, name = '') {
    this.place = place;
    this.opener = opener;
    this.name = name;
  }

  get closed(): boolean {
    return this.severed || this.gone || this.place.closing;
  }

  /** Undefined where the tab has been taken from this context. */
  get page(): Page | undefined {
    return this.severed || this.gone ? undefined : this.place.page;
  }
}

/** What is left of a window, seen from any origin. */
const OPEN_TO_ALL = ['closed', 'postMessage', 'close', 'focus', 'blur', 'opener', 'parent', 'top'] as const;
const ITSELF = ['self', 'window', 'frames'];

/** The window of `context`, as a script of `viewer` sees it; always the same object for the same viewer. */
export function viewOf(viewer: Page, context: Context | null | undefined): Window | null {
  if (!context) return null;
  if (context.page === viewer) return viewer.window;
  const known = viewer.views.get(context);
  if (known) return known;
  const view = makeView(viewer, context);
  viewer.views.set(context, view);
  return view;
}

function makeView(viewer: Page, context: Context): Window {
  const open = openMembers(viewer, context);
  const reach = (name: string | symbol): Page => {
    const { page } = context;
    if (page?.sameOrigin(viewer)) return page;
    throw securityError(`Blocked a frame from accessing "${String(name)}" of a cross-origin frame.`);
  };
  const view: Window = new Proxy({} as Window, {
    get(_, name) {
      if (name === 'then') return undefined;
      if (name === 'location') return locationOf(viewer, context);
      if (ITSELF.includes(name as string)) return view;
      if (OPEN_TO_ALL.includes(name as (typeof OPEN_TO_ALL)[number])) return open[name as keyof typeof open];
      const { window } = reach(name);
      const value = Reflect.get(window, name, window);
      return typeof value === 'function' && /^[a-z]/.test(String(name)) ? value.bind(window) : value;
    },
    set(_, name, value) {
      if (name === 'location') locationOf(viewer, context).href = value;
      else Reflect.set(reach(name).window, name, value);
      return true;
    },
    has: (_, name) => name in open || name in reach(name).window,
    deleteProperty: (_, name) => Reflect.deleteProperty(reach(name).window, name),
  });
  return view;
}

function openMembers(viewer: Page, context: Context) {
  const { place } = context;
  return {
    get closed() {
      return context.closed;
    },
    get opener() {
      return context.closed || context.opener?.closed ? null : viewOf(viewer, context.opener);
    },
    get parent() {
      return context.page && viewOf(viewer, (place.parent ?? place).context);
    },
    get top() {
      return context.page && viewOf(viewer, place.top.context);
    },
    postMessage: (data: unknown, to: string | WindowPostMessageOptions = '/') =>
      post(viewer, context, data, to),
    close: () => context.page && place.scriptCloses(),
    focus: () => context.page && place.focus(),
    blur: () => {},
  };
}

/** `postMessage` of a script of `sender` to whatever page `context` holds when it arrives. */
export function post(
  sender: Page,
  context: Context,
  message: unknown,
  to: string | WindowPostMessageOptions,
): void {
  const target = typeof to === 'string' ? to : (to.targetOrigin ?? '/');
  const wanted = target === '*' || target === '/' ? target : originOf(target);
  const data = structuredClone(message);
  const deliver = () => {
    const { page } = context;
    if (!page?.alive || page.sleeping) return;
    if (wanted === '/' ? !page.sameOrigin(sender) : wanted !== '*' && page.origin !== wanted) return;
    page.browser.enter(page);
    const removed = sender.place.parent !== undefined && sender.context.gone;
    const source = removed ? null : viewOf(page, sender.context);
    page.fire('message', { data, origin: sender.origin, source, ports: [], lastEventId: '' });
  };
  sender.browser.clock.after(0, deliver, { earliest: () => context.page?.earliest() ?? 0 });
}

function originOf(target: string): string {
  if (URL.canParse(target)) return new URL(target).origin;
  throw new DOMException(`Invalid target origin '${target}' in a call to 'postMessage'.`, 'SyntaxError');
}
