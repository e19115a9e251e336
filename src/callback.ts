export { type CallbackResult, completeConsent } from './callback/complete-consent.ts';
export { ConsentError, isConsentError } from './model/consent-error.ts';
