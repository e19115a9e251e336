import type { ConsentError } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';

/**
 * What cancelled the flow. `denied`: the user declined at the bank. `user_cancelled`: the user cancelled on the
 * provider's page. `popup_closed`: the user closed the window. `dismissed`: the user left the widget or pressed Back.
 * `aborted`: the host page's code ended the flow.
 */
export type CancelReason = 'denied' | 'user_cancelled' | 'popup_closed' | 'dismissed' | 'aborted';

/** The provider says that the user has consented. This is only a hint for the page: check it on your server. */
export interface ConsentSuccess {
  status: 'success';
  sessionId: string;
  consentId?: string;
  /** Where the provider would send the user next, if it said so. An absolute http(s) address. */
  redirectUrl?: string;
  mode: LaunchMode;
}

/** The user or the host page ended the flow without a consent. */
export interface ConsentCancelled {
  status: 'cancelled';
  sessionId?: string;
  reason: CancelReason;
  /**
   * The reason that the provider gave, if any. Or `popup_blocked` or `frame_blocked`, if the window or the frame could
   * not open and the user gave up.
   */
  error?: ConsentError;
  mode: LaunchMode;
}

/** The flow ended without a consent because something failed. */
export interface ConsentFailed {
  status: 'failed';
  sessionId?: string;
  error: ConsentError;
  mode: LaunchMode;
}

/** How a flow ended. Every flow has exactly one outcome. */
export type ConsentOutcome = ConsentSuccess | ConsentCancelled | ConsentFailed;

/** What comes with an outcome on a page that did not start the flow: after a redirect, a reload, or in another tab. */
export interface Returned<State = unknown> {
  /** The `state` option of `openConsent()`. */
  state?: State;
  /** The address of the page that called `openConsent()`. */
  returnUrl?: string;
}
