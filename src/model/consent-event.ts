import type { ConsentErrorCode, ProviderErrorFields } from './consent-error.ts';
import type { LaunchMode } from './launch-mode.ts';
import type { CancelReason, ConsentOutcome } from './outcome.ts';

/** The fields of an error for a log: its code and type, and the id that the provider's support asks for. */
type ErrorSummary = { code: ConsentErrorCode } & Pick<ProviderErrorFields, 'errorType' | 'errorId'>;

/** What happened. No event holds an address, a token or the provider's text. */
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
  /** The flow has failed, but a new session may help. The widget offers "Start again", and the flow goes on. */
  | ({ type: 'interrupted' } & ErrorSummary)
  | ({ type: 'settled' } & OutcomeSummary)
  /** A result that arrived after the user or the host page had cancelled the flow. */
  | ({ type: 'late_outcome'; consentId?: string } & OutcomeSummary);

/** The fields of an outcome for a log. `code`, `errorType` and `errorId` are there if the outcome has an error. */
type OutcomeSummary = { status: ConsentOutcome['status']; reason?: CancelReason } & Partial<ErrorSummary>;

/** A step of a flow, for logs and analytics. */
export type ConsentEvent = ConsentEventBody & {
  /** When it happened, in Unix milliseconds, by the page's clock. */
  at: number;
  mode: LaunchMode;
  sessionId?: string;
};
