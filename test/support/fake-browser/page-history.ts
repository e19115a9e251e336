import { securityError } from './events.ts';
import { resolveUrl } from './location.ts';
import type { Page } from './page.ts';

/** `history`, as the page has it. */
export function historyOf(page: Page): History {
  const { place } = page;
  const change = (replaces: boolean) => (state: unknown, _: string, to?: string | URL | null) => {
    const url = to === undefined || to === null ? page.url : resolveUrl(page, String(to));
    if (new URL(url).origin !== new URL(page.url).origin) throw securityError(`No history entry with ${url}`);
    page.url = url;
    place.history.record({ url, state: structuredClone(state), page }, replaces);
  };
  return {
    get length() {
      return place.history.length;
    },
    get state() {
      return place.history.current?.state;
    },
    pushState: change(false),
    replaceState: change(true),
    back: () => place.traverse(-1),
    forward: () => place.traverse(1),
    go: (by: number) => place.traverse(by),
  } as unknown as History;
}
