import { describe, expect, it } from 'vitest';
import type { Texts } from '../../../src/model/texts.ts';
import { ar } from '../../../src/texts/ar.ts';
import { de } from '../../../src/texts/de.ts';
import { en } from '../../../src/texts/en.ts';
import { es } from '../../../src/texts/es.ts';
import { fr } from '../../../src/texts/fr.ts';
import { zh } from '../../../src/texts/zh.ts';

const flat = ({ problems, ...texts }: Texts): Record<string, string> => ({ ...texts, ...problems });
const NOT_TEXTS = ['lang', 'dir'];

describe.each(Object.entries({ de, es, fr, ar, zh }))('the texts in %s', (name, texts) => {
  it('are all there, and none is left in English', () => {
    const [english, own] = [flat(en), flat(texts)];
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
    for (const key of Object.keys(english)) {
      expect(own[key]?.trim()).toBe(own[key]);
      expect(own[key]).not.toBe('');
      if (!NOT_TEXTS.includes(key)) expect(own[key], key).not.toBe(english[key]);
    }
  });

  it('say which language they are', () => {
    expect(texts.lang.startsWith(name)).toBe(true);
    expect(texts.dir).toBe(name === 'ar' ? 'rtl' : 'ltr');
  });
});
