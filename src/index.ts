export { type CallbackResult, completeConsent } from './callback/complete-consent.ts';
export * from './exports.ts';
export type { SomeTexts, Texts } from './model/texts.ts';
export { openConsent } from './widget/open-consent.ts';
export { preload } from './widget/preload.ts';
