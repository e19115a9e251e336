import type { ConsentErrorCode, ProviderErrorFields } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';
import type { CancelReason, ConsentOutcome } from './outcome.ts';

/** What a log needs of an error: enough to count it by, and the id that the provider's support asks for. */
type ErrorSummary = { code: ConsentErrorCode } & Pick<ProviderErrorFields, 'errorType' | 'errorId'>;

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
  /** A failure that the user may mend: the widget offers "Start again", and the flow goes on. */
  | ({ type: 'interrupted' } & ErrorSummary)
  | ({ type: 'settled' } & OutcomeSummary)
  /** A result that came after the flow had been cancelled without the provider's word. */
  | ({ type: 'late_outcome'; consentId?: string } & OutcomeSummary);

/** What a log needs of an outcome; `code` and what follows wherever the outcome has an error. */
type OutcomeSummary = { status: ConsentOutcome['status']; reason?: CancelReason } & Partial<ErrorSummary>;

/** A step of a flow, for logs and analytics. */
export type ConsentEvent = ConsentEventBody & {
  /** When, in milliseconds since 1970, by the page's clock. */
  at: number;
  mode: LaunchMode;
  sessionId?: string;
};
