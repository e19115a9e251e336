export { type CallbackResult, completeConsent } from './callback/complete-consent.ts';
export * from './headless.ts';
