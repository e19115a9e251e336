import { ConsentButton } from './element/consent-button.ts';
import { defineElement } from './element/define-element.ts';
import { openConsent, startFlow } from './widget/open-consent-whole.ts';

defineElement(
  class extends ConsentButton {
    constructor() {
      super(startFlow);
    }
  },
);

export { completeConsent } from './callback/complete-consent.ts';
export * from './exports.ts';
/** The part that draws is here already. */
export { preconnect as preload } from './widget/preconnect.ts';
export { openConsent };
