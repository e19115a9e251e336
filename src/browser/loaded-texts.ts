import type { Texts } from '../model/texts.ts';
import { pageState } from './page-state.ts';

function loaded(win: Window): Map<string, Texts> {
  return pageState(win, 'texts', () => new Map());
}

/** Makes a language known to the page: what `dist/texts/*.global.js` does. */
export function loadTexts(win: Window, texts: Texts): void {
  loaded(win).set(primaryTag(texts.lang), texts);
}

/** The loaded language for a tag, or for the page's own. Most pages have none: then nobody is asked for the tag. */
export function loadedTexts(win: Window, lang: () => string | undefined): Texts | undefined {
  const texts = loaded(win);
  return texts.size ? texts.get(primaryTag(lang() ?? win.document.documentElement.lang)) : undefined;
}

function primaryTag(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? '';
}
