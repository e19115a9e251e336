import { loadedTexts, overlay } from '../../browser/loaded-texts.ts';
import type { SomeTexts, Texts } from '../../model/texts.ts';
import { en } from './en.ts';

/** English, then the loaded language, then the integrator's own words, each over the one before. */
export function pickTexts(win: Window, lang: string | undefined, own?: SomeTexts): Texts {
  const base = loadedTexts(win, () => lang) ?? en;
  return { ...overlay<Texts>(base, own), problems: overlay(en.problems, base.problems, own?.problems) };
}
