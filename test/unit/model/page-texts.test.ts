import { describe, expect, it } from 'vitest';
import { pageTexts } from '../../../src/model/page-texts.ts';

describe('the texts of a callback page', () => {
  it.each([
    ['de', 'de', 'ltr', 'Sie können dieses Fenster schließen'],
    ['de-AT', 'de', 'ltr', 'Sie können dieses Fenster schließen'],
    ['ES', 'es', 'ltr', 'Puede cerrar esta ventana'],
    ['fr-CA', 'fr', 'ltr', 'Vous pouvez fermer cette fenêtre'],
    ['ar', 'ar', 'rtl', 'يمكنك إغلاق هذه النافذة'],
    ['zh-Hans-CN', 'zh', 'ltr', '您可以关闭此窗口'],
    ['en-AU', 'en', 'ltr', 'You can close this window'],
    ['nl', 'en', 'ltr', 'You can close this window'],
    ['', 'en', 'ltr', 'You can close this window'],
    ['__proto__', 'en', 'ltr', 'You can close this window'],
  ])('for %j are in %s, written %s', (tag, lang, dir, closeWindow) => {
    expect(pageTexts(tag)).toMatchObject({ lang, dir, closeWindow });
  });

  it('are all there in every language', () => {
    const all = ['en', 'de', 'es', 'fr', 'ar', 'zh'].map((tag) => pageTexts(tag));
    for (const key of ['closeWindow', 'returnToApp'] as const) {
      expect(new Set(all.map((texts) => texts[key])).size).toBe(6);
      expect(all.every((texts) => texts[key].trim())).toBe(true);
    }
  });
});
