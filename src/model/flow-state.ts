import type { ConsentError } from './consent-error.ts';
import type { ConsentOutcome } from './outcome.ts';

/** The state of a flow. */
export type FlowState =
  /** Only the hook and the element: before the first click. */
  | { phase: 'idle' }
  /** The server is minting the session. A popup is already open, and blank. */
  | { phase: 'preparing' }
  /** The browser refused the window, or the page's policy the frame. A click can open a window: `reopen()`. */
  | { phase: 'blocked' }
  /** The user is at the provider. */
  | { phase: 'active' }
  /** The frame has been silent for a long time. The flow goes on. */
  | { phase: 'stalled' }
  /** The page can no longer watch the window. The user can continue there; your code can `reopen()` or `cancel()`. */
  | { phase: 'detached' }
  /** The flow has failed, and `retry()` may help. Never with `ui: false`. */
  | { phase: 'interrupted'; error: ConsentError }
  /** The tab is about to leave this page. */
  | { phase: 'redirecting' }
  | { phase: 'settled'; outcome: ConsentOutcome };

/**
 * One attempt, from `openConsent()` to its outcome. Await the flow to get the outcome. It never rejects: a cancel and a
 * failure are values.
 */
export interface ConsentFlow extends PromiseLike<ConsentOutcome> {
  readonly state: FlowState;
  /** Resolves to the outcome. Never rejects. */
  readonly finished: Promise<ConsentOutcome>;
  /** Calls `listener` on every later change of `state`. Returns a function that unsubscribes. */
  subscribe(listener: (state: FlowState) => void): () => void;
  /** Brings the window to the front, or focuses the frame. */
  focus(): void;
  /**
   * Opens a new window for the same session, if the flow is `blocked`, `detached` or `stalled`. Call it inside a click.
   */
  reopen(): void;
  /** Mints a new session and continues this flow, if it is `interrupted`. Call it inside a click. */
  retry(): void;
  /** Ends the flow. The default reason is `aborted`. The widget's own buttons use `dismissed`. */
  cancel(reason?: 'aborted' | 'dismissed'): void;
}
