import { ConsentButton } from './element/consent-button.ts';
import { defineElement } from './element/define-element.ts';
import { openConsent, prefetch, preload, startFlow } from './widget/open-consent-whole.ts';

defineElement(
  class extends ConsentButton {
    constructor() {
      super(startFlow, prefetch);
    }
  },
);

export { completeConsent } from './callback/complete-consent.ts';
export * from './exports.ts';
export { openConsent, preload };
