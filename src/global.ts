import { defineConsentElement } from './element/define-element.ts';

defineConsentElement();

export * from './index.ts';
