import { defineConsentElement } from './element/define-element.ts';

defineConsentElement();

export { ConsentElement, type ConsentElementEventMap } from './element/consent-element.ts';
