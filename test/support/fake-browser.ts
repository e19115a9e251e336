import { FakeBrowser } from './fake-browser/browser.ts';

export { loadElements } from './fake-browser/elements.ts';
export type { PageWindow } from './fake-browser/page.ts';
export type { Place } from './fake-browser/place.ts';
export type { FakeBrowser };

/** A browser with no tab yet. */
export function fakeBrowser(): FakeBrowser {
  return new FakeBrowser();
}
