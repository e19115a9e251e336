// What React's server frameworks (Next's app router) ask of a module whose hooks run in the browser.
'use client';

import type { ConsentElement, ConsentElementEventMap } from './element/consent-element.ts';
import type { ConsentElementProps } from './react/element-props.ts';

export { type ConsentHook, type ConsentHookOptions, useOpenConsent } from './react/use-open-consent.ts';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'open-consent': ConsentElementProps<ConsentElement, ConsentElementEventMap>;
    }
  }
}
