import type { SomeTexts } from '../../src/model/texts.ts';

export type Language = 'en' | 'ar' | 'de' | 'es' | 'fr' | 'zh';

/** English is built in: there is nothing to load for it. */
const LOADERS: Record<Language, () => Promise<SomeTexts>> = {
  en: async () => ({}),
  ar: async () => (await import('../../src/texts/ar.ts')).ar,
  de: async () => (await import('../../src/texts/de.ts')).de,
  es: async () => (await import('../../src/texts/es.ts')).es,
  fr: async () => (await import('../../src/texts/fr.ts')).fr,
  zh: async () => (await import('../../src/texts/zh.ts')).zh,
};

export interface Languages {
  /** Loads a language, and tells once it is there. */
  load(language: Language): void;
  /** The language, where it has come already: a click cannot wait for it, or the popup would be blocked. */
  texts(language: Language): SomeTexts;
}

export function createLanguages(loaded: () => void): Languages {
  const known: Partial<Record<Language, SomeTexts>> = {};
  return {
    async load(language) {
      if (known[language]) return;
      known[language] = await LOADERS[language]();
      loaded();
    },
    texts: (language) => known[language] ?? {},
  };
}
