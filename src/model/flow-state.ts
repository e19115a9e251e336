import type { ConsentError } from './consent-error.ts';
import type { ConsentOutcome } from './outcome.ts';

/** Where a flow stands. */
export type FlowState =
  /** The hook and the element before the first press. */
  | { phase: 'idle' }
  /** Minting; a popup is already open, and blank. */
  | { phase: 'preparing' }
  /** The browser refused the window: a click must open it. */
  | { phase: 'blocked' }
  /** The provider has the user. */
  | { phase: 'active' }
  /** The frame has been silent for long: a hint, not an end. */
  | { phase: 'stalled' }
  /** The window cannot be watched any more: continue there, reopen, or cancel. */
  | { phase: 'detached' }
  /** A failure that a retry may mend; not yet settled. Only where there is a UI to offer it. */
  | { phase: 'interrupted'; error: ConsentError }
  /** This page is about to be left. */
  | { phase: 'redirecting' }
  | { phase: 'settled'; outcome: ConsentOutcome };

/**
 * One attempt, from `openConsent()` to its outcome. Await it for the outcome: it never rejects, since a cancel or a
 * failure is a value.
 */
export interface ConsentFlow extends PromiseLike<ConsentOutcome> {
  readonly state: FlowState;
  /** The outcome, for code that must not unwrap the flow itself (returning it from an `async` function, say). */
  readonly finished: Promise<ConsentOutcome>;
  /** Calls `listener` on every change of `state`, not at once. Returns the way to stop. */
  subscribe(listener: (state: FlowState) => void): () => void;
  /** Brings the window or the frame forward. */
  focus(): void;
  /** Inside a click: a new window for the same session, where the first is lost, silent or was blocked. */
  reopen(): void;
  /** Inside a click, from `interrupted`: mints a new session and goes on within this flow. */
  retry(): void;
  /** Ends the flow. Code says `aborted` (the default), the widget's own buttons say `dismissed`. */
  cancel(reason?: 'aborted' | 'dismissed'): void;
}
