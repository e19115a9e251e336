import { CORE_TEXTS, type CoreTexts } from '../model/core-texts.ts';
import type { OpenConsentOptions, UiOptions } from '../model/options.ts';
import type { SomeTexts, Texts } from '../model/texts.ts';
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
  return texts.size ? texts.get(primaryTag(lang() || win.document.documentElement.lang)) : undefined;
}

/** A flow's texts as far as they are needed without the widget: English, the loaded language, the integrator's own. */
export function coreTexts(
  win: Window,
  ui: OpenConsentOptions['ui'],
  lang?: () => string | undefined,
): CoreTexts {
  const own = Object(ui) as UiOptions; // an object of no options, where it is none
  return overlay<CoreTexts>(CORE_TEXTS, loadedTexts(win, lang ?? (() => own.lang)), own.texts);
}

/** Each over the one before, where it says something. */
export function overlay<T extends SomeTexts | Texts['problems']>(
  ...layers: (object | null | undefined)[]
): T {
  const all: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [key, text] of Object.entries(layer ?? {})) all[key] = text ?? all[key];
  }
  return all as T;
}

function primaryTag(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? '';
}
