import type { ConsentError } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';

/**
 * Who ended it: the user at the institution (`denied`), on the hosted page (`user_cancelled`), by closing the window
 * (`popup_closed`), by leaving the widget or pressing Back (`dismissed`); or the host page's code (`aborted`).
 */
export type CancelReason = 'denied' | 'user_cancelled' | 'popup_closed' | 'dismissed' | 'aborted';

/** The provider says that the user consented. A hint for the page: the server's own record is the truth. */
export interface ConsentSuccess {
  status: 'success';
  sessionId: string;
  consentId?: string;
  /** Where the provider would send the user next, if it said so; an absolute http(s) address. */
  redirectUrl?: string;
  mode: LaunchMode;
}

/** The user, or the host page, ended it without a consent. */
export interface ConsentCancelled {
  status: 'cancelled';
  sessionId?: string;
  reason: CancelReason;
  /**
   * What the provider said, where it said something. Or what kept the user out until they gave up: `popup_blocked`,
   * `frame_blocked`.
   */
  error?: ConsentError;
  mode: LaunchMode;
}

/** It ended without a consent because something failed. */
export interface ConsentFailed {
  status: 'failed';
  sessionId?: string;
  error: ConsentError;
  mode: LaunchMode;
}

/** What a flow ends with: exactly one of these. */
export type ConsentOutcome = ConsentSuccess | ConsentCancelled | ConsentFailed;

/** What a page hears beside an outcome that it did not wait for: after a redirect, a reload, or in another tab. */
export interface Returned<State = unknown> {
  /** What `openConsent()` was given as `state`. */
  state?: State;
  /** The address of the page that called `openConsent()`. */
  returnUrl?: string;
}
