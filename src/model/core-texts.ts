import type { Texts } from './texts.ts';

/**
 * The texts that are needed before the widget's UI has loaded, or without it. Other languages load them with the rest.
 */
export type CoreTexts = Pick<Texts, 'lang' | 'dir' | 'connect' | 'openingTitle' | 'openingText'>;

export const CORE_TEXTS: CoreTexts = {
  lang: 'en',
  dir: 'ltr',
  connect: 'Connect your bank',
  openingTitle: 'Connecting you to your bank…',
  openingText: 'A secure page will open here in a moment.',
};
