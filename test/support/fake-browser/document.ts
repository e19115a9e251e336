import { viewOf } from './context.ts';
import { parseHtml } from './elements.ts';
import { CountedTarget } from './events.ts';
import type { Page } from './page.ts';
import { Place } from './place.ts';

/**
 * The document of a page: its focus, visibility and state are the fake browser's, its elements are happy-dom's. The
 * elements' own `ownerDocument` is happy-dom's document, where no event of the page arrives.
 */
export class FakeDocument {
  readonly face: Document;
  readonly events: CountedTarget = new CountedTarget();
  readonly #page: Page;
  readonly #iframes = new Map<HTMLIFrameElement, { src: string | null; place: Place }>();
  readonly #made = new Set<HTMLIFrameElement>();
  #state: DocumentReadyState = 'loading';
  #elements: Document | undefined;

  constructor(page: Page) {
    this.#page = page;
    this.face = this.#makeFace();
  }

  /** The page's script runs, and then the document is ready: the events are tasks of their own. */
  load(): void {
    const page = this.#page;
    page.browser.enter(page);
    page.setup.run?.(page.window);
    page.task(() => this.loaded());
  }

  /** The events of a load, once. */
  loaded(): void {
    if (this.#state !== 'loading') return;
    const page = this.#page;
    const { element } = page.place;
    this.#state = 'interactive';
    page.fire('DOMContentLoaded', {}, this.events);
    this.#state = 'complete';
    page.fire('load');
    page.fire('pageshow', { persisted: false });
    element?.dispatchEvent(newEventFor(element, 'load'));
  }

  /** A blank document is ready at once. */
  finish(): void {
    this.#state = 'complete';
  }

  /** The frames in this document, once it was looked for those that have come or gone. */
  frames(): Place[] {
    for (const iframe of this.#made) this.#look(iframe);
    return [...this.#iframes.values()].map(({ place }) => place);
  }

  #look(iframe: HTMLIFrameElement): void {
    const known = this.#iframes.get(iframe);
    if (!iframe.isConnected || !this.#page.alive) {
      this.#iframes.delete(iframe);
      return known?.place.destroy();
    }
    const src = iframe.getAttribute('src');
    const place = known?.place ?? this.#enter(iframe);
    this.#iframes.set(iframe, { src, place });
    if (src && src !== known?.src) place.navigate({ how: 'frame', url: new URL(src, this.#page.url).href });
  }

  #enter(element: HTMLIFrameElement): Place {
    const { browser } = this.#page;
    const name = element.getAttribute('name') ?? '';
    const place = new Place({ browser, within: this.#page, element, name });
    const { context } = place;
    const page = place.show({
      context,
      url: 'about:blank',
      creator: this.#page,
      setup: {},
      type: 'navigate',
    });
    place.history.record({ url: page.url, state: null, page }, false);
    return place;
  }

  #dom(): Document {
    this.#elements ??= this.#parse();
    return this.#elements;
  }

  #parse(): Document {
    const { html = '' } = this.#page.setup;
    const dom = parseHtml(`<!doctype html><html><head></head><body>${html}</body></html>`);
    const createElement = dom.createElement.bind(dom);
    dom.createElement = ((name: string) => {
      const element = createElement(name);
      return name === 'iframe' ? this.#adopt(element as HTMLIFrameElement) : element;
    }) as typeof dom.createElement;
    return dom;
  }

  #adopt(iframe: HTMLIFrameElement): HTMLIFrameElement {
    this.#made.add(iframe);
    const focus = iframe.focus.bind(iframe);
    Object.defineProperty(iframe, 'contentWindow', {
      get: () => {
        this.#look(iframe);
        return viewOf(this.#page, this.#iframes.get(iframe)?.place.context);
      },
    });
    return Object.assign(iframe, {
      focus: () => {
        focus();
        this.#look(iframe);
        this.#page.browser.focus(this.#iframes.get(iframe)?.place ?? this.#page.place);
      },
    });
  }

  #makeFace(): Document {
    const page = this.#page;
    const events = this.events;
    const own: Record<string | symbol, unknown> = {
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
      dispatchEvent: events.dispatchEvent.bind(events),
      hasFocus: () => page.browser.isFocused(page.place),
    };
    const read: Record<string | symbol, () => unknown> = {
      hidden: () => page.place.top.hidden,
      visibilityState: () => (page.place.top.hidden ? 'hidden' : 'visible'),
      readyState: () => this.#state,
      URL: () => page.url,
      location: () => page.window.location,
      defaultView: () => page.window,
    };
    return new Proxy({} as Document, {
      get: (_, name) => {
        if (name in own) return own[name];
        if (name in read) return read[name]?.();
        const dom = this.#dom();
        const value = Reflect.get(dom, name, dom);
        return typeof value === 'function' ? value.bind(dom) : value;
      },
      set: (_, name, value) => {
        if (name in own || name in read) own[name] = value;
        else Reflect.set(this.#dom(), name, value, this.#dom());
        return true;
      },
    });
  }
}

/** happy-dom takes only events of its own. */
function newEventFor({ ownerDocument }: Element, type: string): Event {
  const event = ownerDocument.createEvent('Event');
  event.initEvent(type, false, false);
  return event;
}
