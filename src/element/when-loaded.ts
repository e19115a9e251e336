import { pageState } from '../browser/page-state.ts';

/**
 * Resolves when all scripts of the page have run, including `async` ones. All elements of a page share one listener.
 */
export function whenLoaded(): Promise<unknown> {
  return pageState(window, 'loaded', () =>
    document.readyState === 'complete' ? Promise.resolve() : happens(window, 'load'),
  );
}

/** Resolves when the page has been parsed and its `defer` and module scripts have run. */
export function whenParsed(): Promise<unknown> {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // `interactive` comes before these scripts run, and stays until all images have loaded.
  const hasParsed = page ? page.domContentLoadedEventStart > 0 : document.readyState !== 'loading';
  return hasParsed ? Promise.resolve() : happens(document, 'DOMContentLoaded');
}

function happens(target: EventTarget, name: string): Promise<unknown> {
  return new Promise((happened) => target.addEventListener(name, happened, { once: true }));
}
