export * from './exports.ts';
export { openConsent } from './flow/open-consent.ts';
