import { callHandler, callSafely } from '../browser/call-handler.ts';
import type { End } from '../browser/records.ts';
import type { Launcher } from '../launchers/launcher.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentEvent, ConsentEventBody } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { Facts } from '../model/judge.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { CancelReason, ConsentCancelled, ConsentOutcome } from '../model/outcome.ts';
import { isWord, type ProviderResult } from '../model/provider-result.ts';
import type { OpenSession } from './mint.ts';
import type { Ports } from './ports.ts';

/** One attempt and its outside, as the functions of this folder pass it to each other. */
export interface Flow extends Ports {
  /** The flow id. A retry takes a new one, so that the old window speaks for the old session. */
  id: string;
  readonly options: OpenConsentOptions;
  /** Whether a UI is there to offer the user another try. */
  interactive: boolean;
  mode: LaunchMode;
  state: FlowState;
  readonly listeners: Set<(state: FlowState) => void>;
  readonly finished: Promise<ConsentOutcome>;
  finish(outcome: ConsentOutcome): void;
  /** Ends with the flow, and ends all that the flow has acquired but its ears. */
  readonly life: AbortController;
  /** Ends when nothing that still comes can be of interest. */
  readonly ears: AbortController;
  facts: Facts;
  session?: OpenSession | undefined;
  launcher?: Launcher | undefined;
  minting?: AbortController | undefined;
  /** While somebody else may have the result: callback pages, and pages that would take this one's place. */
  lock?: AbortController | undefined;
  /** The last moment for minting. */
  mintUntil: number;
  /** When anybody last looked at the window. */
  checkedAt: number;
  /** The window was reopened while the first was out of sight: both may be at work on the one session. */
  twice?: boolean;
  /** While detached: when to ask `getStatus` again. */
  askAt: number;
  /** Who has ended this attempt, as far as this page knows. */
  ended?: End | undefined;
  /** A success that a callback has proved. For a moment it waits for the message that was posted before it. */
  proved?: ProviderResult | undefined;
  /** What a message said that proves nothing. */
  remark?: ProviderResult | undefined;
}

export function isSettled(flow: Flow): boolean {
  return flow.state.phase === 'settled';
}

/** Events and callbacks come in a microtask, in their order: nothing is ever called inside `openConsent()` itself. */
export function emit(flow: Flow, type: ConsentEvent['type'], more?: Partial<ConsentEventBody>): void {
  const event = { type, ...more, at: flow.now(), ...about(flow) } as ConsentEvent;
  queueMicrotask(() => callSafely(flow.options.onEvent, event));
}

/** Moves on, and tells who watches; nothing is said when the phase is the same. */
export function go(
  flow: Flow,
  state: FlowState,
  event?: ConsentEvent['type'],
  more?: Partial<ConsentEventBody>,
): void {
  if (isSettled(flow) || flow.state.phase === state.phase) return;
  if (event) emit(flow, event, more);
  enter(flow, state);
}

function enter(flow: Flow, state: FlowState): void {
  flow.state = state;
  for (const listener of [...flow.listeners]) {
    // A listener may itself have moved the flow on, and the others have heard of that already.
    if (flow.state === state) callSafely(listener, state);
  }
}

/** How a flow ends: the outcome, but for what the flow knows itself. */
type Ending =
  | { status: 'success' }
  | { status: 'cancelled'; reason: CancelReason; error?: ConsentError }
  | { status: 'failed'; error: ConsentError };

/**
 * The only door out. Releases everything, then tells the host page.
 *
 * @param by who ended it; null for a user who pressed Back, and may go Forward again.
 * @param quietly whether another page has told the outcome: then this one tells it to nobody but who awaits the flow.
 */
export function settle(flow: Flow, ending: Ending, by: End | null = 'page', quietly = false): void {
  if (isSettled(flow)) return;
  const outcome = { ...ending, ...about(flow) } as ConsentOutcome;
  const state = { phase: 'settled', outcome } as const;
  flow.state = state;
  end(flow, by);
  if (!quietly) emit(flow, 'settled', summaryOf(outcome));
  flow.life.abort();
  stopMinting(flow);
  listenOn(flow, outcome.status === 'cancelled' && flow.mode !== 'redirect', by);
  enter(flow, state);
  flow.listeners.clear();
  queueMicrotask(() => {
    if (!quietly) callHandler(flow.options, outcome);
    flow.finish(outcome);
  });
}

/** A cancel that the provider knows nothing of may be overtaken by a result: the host page will want to know. */
function listenOn(
  { ears, session, launcher, now, after }: Flow,
  mayStillCome: boolean,
  by: End | null,
): void {
  const late = mayStillCome && by === 'page' && session !== undefined;
  launcher?.close(late, by !== 'page');
  if (late) after(session.expiresAt - now(), () => ears.abort(), ears.signal);
  else ears.abort();
}

/** What an event may tell of an outcome. */
export function summaryOf(outcome: ConsentOutcome): Partial<ConsentEventBody> {
  const { status, reason, error } = outcome as Partial<ConsentCancelled> & ConsentOutcome;
  return { status, ...(reason && { reason }), ...(error && summaryOfError(error)) };
}

function summaryOfError({ code, errorType, errorId }: ConsentError): Partial<ConsentEventBody> {
  return { code, ...(isWord(errorType) && { errorType }), ...(isWord(errorId) && { errorId }) };
}

/** A flow ends once: every page of this browser is told. */
export function end(flow: Flow, by: End | null): void {
  const { id, records, lock } = flow;
  if (by) {
    flow.ended = by;
    records.update(id, { ended: by });
  }
  flow.unmark(id);
  lock?.abort();
}

/** Whether the provider has had its word: nothing more counts until there is another session. */
export function isSpent({ ended }: Flow): boolean {
  return ended !== undefined && ended !== 'page';
}

/** Ends with a failure; or, where there is a UI and a new session may mend it, stops short of that. */
export function fail(flow: Flow, error: ConsentError, by?: End): void {
  const renewable = flow.interactive && typeof flow.options.session !== 'object';
  if (!renewable || error.retry !== 'new_session') return settle(flow, { status: 'failed', error }, by);
  end(flow, by ?? 'page');
  stopMinting(flow);
  leave(flow, by);
  go(flow, { phase: 'interrupted', error }, 'interrupted', summaryOfError(error));
}

function stopMinting(flow: Flow): void {
  flow.minting?.abort();
  flow.mintUntil = Number.POSITIVE_INFINITY;
}

/** Closes the window, or takes the frame away. */
export function leave(flow: Flow, by: End = 'page'): void {
  flow.launcher?.close(false, by !== 'page');
  flow.launcher = undefined;
}

/**
 * Ends the flow without a result. An interrupted flow has failed already, and now ends with that; a user who could not
 * get in and gave up is a cancel, and the error says what was in the way.
 */
export function cancel(flow: Flow, reason: CancelReason, by?: End | null): void {
  const { state } = flow;
  const ending: Ending =
    state.phase === 'interrupted'
      ? { status: 'failed', error: state.error }
      : { status: 'cancelled', reason, ...(state.phase === 'blocked' && { error: blocked(flow) }) };
  settle(flow, ending, by);
}

/** What keeps the provider out: the browser, or for a frame the page's own policy. */
export function blocked({ mode, session }: Flow): ConsentError {
  return mode === 'iframe'
    ? new ConsentError(
        'frame_blocked',
        `this page's policy refuses the frame: add ${session?.authUrl.origin} to frame-src`,
      )
    : new ConsentError('popup_blocked', 'the browser blocked the window: open it in a click');
}

export function expired(): ConsentError {
  return new ConsentError('session_expired', 'the auth session has expired');
}

function about({ mode, session }: Flow): { mode: LaunchMode; sessionId?: string } {
  return session ? { mode, sessionId: session.sessionId } : { mode };
}
