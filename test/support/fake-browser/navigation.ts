import { Context } from './context.ts';
import { fetchPage } from './fetch-page.ts';
import type { Place } from './place.ts';
import type { Entry } from './tab-history.ts';

/** Loads an address in the place of the page that is there. */
export function load(place: Place, url: string, type: NavigationTimingType, replaces: boolean): void {
  const { setup, url: final, severed } = fetchPage(place, url);
  if (place.page?.alive && !place.page.cached) place.page.unload(replaces);
  if (severed) sever(place, new Context(place));
  const { context, history } = place;
  const state = type === 'navigate' ? null : history.current?.state;
  const page = place.show(
    setup.refusesFrames && place.parent
      ? { context, url: 'chrome-error://chromewebdata/', setup: {}, type, opaque: true }
      : { context, url: final, setup, type, opaque: isSandboxed(place) },
  );
  history.record({ url: page.url, state, page }, replaces);
  page.document.load();
}

/** Goes back or forward to an entry: within the document, to one that was kept, or to its address. */
export function arriveAt(place: Place, entry: Entry): void {
  const { page, url, state } = entry;
  if (page === place.page) {
    place.history.goTo(entry);
    page.url = url;
    page.task(() => page.fire('popstate', { state }));
    return;
  }
  place.page.unload();
  place.history.goTo(entry);
  if (!page.cached) return load(place, url, 'back_forward', true);
  page.url = url;
  if (page.context !== place.context) sever(place, page.context);
  place.page = page;
  page.cached = false;
  page.context.severed = false;
  page.task(() => page.fire('pageshow', { persisted: true }));
}

/** Whether an address differs from where the place is by its hash alone: then nothing is loaded. */
export function isFragment({ page }: Place, url: string): boolean {
  const [to, hash] = url.split('#');
  return hash !== undefined && to === page.url.split('#')[0];
}

export function jump({ page, history }: Place, url: string, replaces: boolean): void {
  const oldURL = page.url;
  page.url = url;
  history.record({ url, state: null, page }, replaces);
  if (url !== oldURL) page.task(() => page.fire('hashchange', { oldURL, newURL: url }));
}

function sever(place: Place, next: Context): void {
  place.context.severed = true;
  place.context = next;
}

function isSandboxed({ element }: Place): boolean {
  const sandbox = element?.getAttribute('sandbox');
  return typeof sandbox === 'string' && !sandbox.split(/\s+/).includes('allow-same-origin');
}
