import type { Texts } from './texts.ts';

/** The texts that are needed before the widget has been loaded, or without it; other languages have them with the rest. */
export type CoreTexts = Pick<Texts, 'lang' | 'dir' | 'connect' | 'openingTitle' | 'openingText'>;

export const CORE_TEXTS: CoreTexts = {
  lang: 'en',
  dir: 'ltr',
  connect: 'Connect your bank',
  openingTitle: 'Connecting you to your bank…',
  openingText: 'A secure page will open here in a moment.',
};
