// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { coreTexts, loadTexts } from '../../../src/browser/loaded-texts.ts';
import { de } from '../../../src/texts/de.ts';
import { fr } from '../../../src/texts/fr.ts';

const nothing = [undefined, null, true, false, {}] as const;

beforeEach(() => {
  document.documentElement.lang = '';
});

describe('the texts that a flow has without the widget', () => {
  it.each(nothing)('are English where nothing is loaded and ui is %o', (ui) => {
    const texts = coreTexts(window, ui as boolean);
    expect(texts).toMatchObject({ lang: 'en', dir: 'ltr', connect: 'Connect your bank' });
  });

  it('are the integrator’s own, in whatever language', () => {
    expect(coreTexts(window, { texts: de })).toMatchObject({ lang: 'de', connect: 'Bank verbinden' });
  });

  it('are the integrator’s own words over those of a loaded language, but for words that are not given', () => {
    loadTexts(window, de);
    const own = { connect: 'Konto verknüpfen', openingTitle: undefined } as { connect: string };
    const texts = coreTexts(window, { lang: 'de-AT', texts: own });
    expect(texts).toMatchObject({ connect: 'Konto verknüpfen', openingTitle: de.openingTitle });
  });

  it.each(nothing)('are in the page’s own language where it is loaded and ui is %o', (ui) => {
    loadTexts(window, fr);
    document.documentElement.lang = 'fr-CH';
    expect(coreTexts(window, ui as boolean).connect).toBe(fr.connect);
  });

  it('are in a language that somebody else knows better', () => {
    loadTexts(window, de);
    expect(coreTexts(window, {}, () => 'de').connect).toBe(de.connect);
  });
});
