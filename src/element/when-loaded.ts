import { pageState } from '../browser/page-state.ts';

/**
 * Resolves when all scripts of the page have run, including `async` ones. All elements of a page share one listener.
 */
export function whenLoaded(): Promise<unknown> {
  return pageState(window, 'loaded', () =>
    document.readyState === 'complete' ? Promise.resolve() : happens(window, 'load'),
  );
}

/** Resolves when the page has been parsed. */
export function whenParsed(): Promise<unknown> {
  return document.readyState === 'loading' ? happens(document, 'DOMContentLoaded') : Promise.resolve();
}

function happens(target: EventTarget, name: string): Promise<unknown> {
  return new Promise((happened) => target.addEventListener(name, happened, { once: true }));
}
