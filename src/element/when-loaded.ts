import { pageState } from '../browser/page-state.ts';

/** When all the scripts of the page have run, the `async` ones too. One listener serves all elements of a page. */
export function whenLoaded(): Promise<unknown> {
  return pageState(window, 'loaded', () =>
    document.readyState === 'complete' ? Promise.resolve() : happens(window, 'load'),
  );
}

/** When the page has been parsed. */
export function whenParsed(): Promise<unknown> {
  return document.readyState === 'loading' ? happens(document, 'DOMContentLoaded') : Promise.resolve();
}

function happens(target: EventTarget, name: string): Promise<unknown> {
  return new Promise((happened) => target.addEventListener(name, happened, { once: true }));
}
