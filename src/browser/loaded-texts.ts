import { CORE_TEXTS, type CoreTexts } from '../model/core-texts.ts';
import type { OpenConsentOptions, UiOptions } from '../model/options.ts';
import type { SomeTexts, Texts } from '../model/texts.ts';
import { pageState } from './page-state.ts';

function loaded(win: Window): Map<string, Texts> {
  return pageState(win, 'texts', () => new Map());
}

/** Registers a language on the page, as `dist/texts/*.global.js` does. */
export function loadTexts(win: Window, texts: Texts): void {
  loaded(win).set(primaryTag(texts.lang), texts);
}

/** The loaded language for a tag, or for the page's language. Most pages load none; then `lang` is not called. */
export function loadedTexts(win: Window, lang: () => string | undefined): Texts | undefined {
  const texts = loaded(win);
  return texts.size ? texts.get(primaryTag(lang() || win.document.documentElement.lang)) : undefined;
}

/**
 * The texts that a flow needs without the widget's UI: English, then the loaded language, then the integrator's own.
 */
export function coreTexts(
  win: Window,
  ui: OpenConsentOptions['ui'],
  lang?: () => string | undefined,
): CoreTexts {
  const own = Object(ui) as UiOptions; // an empty object if `ui` is not an object
  return overlay<CoreTexts>(CORE_TEXTS, loadedTexts(win, lang ?? (() => own.lang)), own.texts);
}

/** Merges the layers. A later layer overrides an earlier one, except with `null` or `undefined`. */
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
