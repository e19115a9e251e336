import type { ConsentErrorCode } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';
import type { CancelReason, ConsentOutcome } from './outcome.ts';

/** What happened, as one of these; none holds an address, a token or the provider's text. */
export type ConsentEventBody =
  | {
      type:
        | 'session_requested'
        | 'session_ready'
        | 'opened'
        | 'popup_blocked'
        | 'frame_stalled'
        | 'detached'
        | 'callback_received';
    }
  | { type: 'settled'; status: ConsentOutcome['status']; reason?: CancelReason; code?: ConsentErrorCode }
  /** A result that came after the flow had been cancelled without the provider's word. */
  | {
      type: 'late_outcome';
      status: ConsentOutcome['status'];
      reason?: CancelReason;
      code?: ConsentErrorCode;
      consentId?: string;
    };

/** A step of a flow, for logs and analytics. */
export type ConsentEvent = ConsentEventBody & {
  /** When, in milliseconds since 1970, by the page's clock. */
  at: number;
  mode: LaunchMode;
  sessionId?: string;
};
