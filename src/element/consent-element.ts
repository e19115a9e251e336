import { prefetch, startFlow } from '../widget/open-consent.ts';
import { ConsentButton } from './consent-button.ts';

export type { ConsentElementEventMap } from './element-events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'open-consent': ConsentElement;
  }
}

/**
 * `<open-consent session-url="/api/auth-session">Connect your bank</open-consent>`: a button that runs a flow and
 * dispatches its outcome as an event. On the page to which a redirect comes back, the element completes that flow.
 */
export class ConsentElement extends ConsentButton {
  constructor() {
    super(startFlow, prefetch);
  }
}
