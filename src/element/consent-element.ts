import { prefetch, startFlow } from '../widget/open-consent.ts';
import { ConsentButton } from './consent-button.ts';

export type { ConsentElementEventMap } from './element-events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'open-consent': ConsentElement;
  }
}

/**
 * `<open-consent session-url="/api/auth-session">Connect your bank</open-consent>`: a button that runs a flow, and
 * tells its end by events. On the page that a redirect comes back to, it completes that flow.
 */
export class ConsentElement extends ConsentButton {
  constructor() {
    super(startFlow, prefetch);
  }
}
