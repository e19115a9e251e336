import { callHandler, callSafely } from '../browser/call-handler.ts';
import type { End } from '../browser/records.ts';
import type { Launcher } from '../launchers/launcher.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentEvent, ConsentEventBody } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import { EXPIRY_GRACE_MS, type Facts } from '../model/judge.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { CancelReason, ConsentCancelled, ConsentOutcome } from '../model/outcome.ts';
import { isWord, type ProviderResult } from '../model/provider-result.ts';
import type { OpenSession } from './mint.ts';
import type { Ports } from './ports.ts';

/** The internal state of one flow, and its ports. The functions of this folder pass it to each other. */
export interface Flow extends Ports {
  /** The flow id. A retry gets a new one, so that results of the old window belong to the old session. */
  id: string;
  readonly options: OpenConsentOptions;
  /** Whether a UI can offer the user another try. */
  interactive: boolean;
  mode: LaunchMode;
  state: FlowState;
  readonly listeners: Set<(state: FlowState) => void>;
  /** Resolves when the window of this attempt has opened, or was refused. */
  free?: Promise<void>;
  readonly finished: Promise<ConsentOutcome>;
  finish(outcome: ConsentOutcome): void;
  /** Aborted when the flow settles. Releases everything that the flow has acquired, except what `ears` releases. */
  readonly life: AbortController;
  /** Aborted when no later message can matter any more. A late result may arrive after the flow has settled. */
  readonly ears: AbortController;
  facts: Facts;
  session?: OpenSession | undefined;
  launcher?: Launcher | undefined;
  minting?: AbortController | undefined;
  /** Held while another page may have the result: a callback page, or a page that replaces this one. */
  lock?: AbortController | undefined;
  /** When the time for minting ends. */
  mintUntil: number;
  /** When the flow last looked at the window. */
  checkedAt: number;
  /** The window was reopened while the flow was detached. Both windows may use the same session. */
  twice?: boolean;
  /** When to call `getStatus` again while the flow is detached. */
  askAt: number;
  /** What has ended this attempt, as far as this page knows. */
  ended?: End | undefined;
  /** A success that a callback has proved. It waits a moment for the message that was posted before it. */
  proved?: ProviderResult | undefined;
  /** The content of a message that proves nothing by itself. */
  remark?: ProviderResult | undefined;
}

export function isSettled(flow: Flow): boolean {
  return flow.state.phase === 'settled';
}

/** Events and callbacks run in microtasks, in order. None is ever called inside `openConsent()` itself. */
export function emit(flow: Flow, type: ConsentEvent['type'], more?: Partial<ConsentEventBody>): void {
  const event = { type, ...more, at: flow.now(), ...about(flow) } as ConsentEvent;
  queueMicrotask(() => callSafely(flow.options.onEvent, event));
}

/** Changes the state and notifies the listeners. Does nothing if the phase is the same. */
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
    // A listener may have changed the state itself. Then the others were already notified of the newer state.
    if (flow.state === state) callSafely(listener, state);
  }
}

/** The outcome, without the fields that the flow adds itself. */
type Ending =
  | { status: 'success' }
  | { status: 'cancelled'; reason: CancelReason; error?: ConsentError }
  | { status: 'failed'; error: ConsentError };

/**
 * Ends a flow. No other function does. It releases everything, and then notifies the host page.
 *
 * @param by what ended the flow. Null if the user pressed Back, because they may go Forward again.
 * @param quietly whether another page has already delivered the outcome. Then no callback and no event follows, and
 * only the promise resolves.
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

/**
 * Keeps listening after a cancel of which the provider does not know, because a late result may still arrive: until the
 * session expires, and for a moment at least, because a proved success may be waiting for its consent id.
 */
function listenOn(
  { ears, session, launcher, now, after }: Flow,
  mayStillCome: boolean,
  by: End | null,
): void {
  const late = mayStillCome && by === 'page' && session !== undefined;
  launcher?.close(late, by !== 'page');
  if (late) after(Math.max(session.expiresAt - now(), EXPIRY_GRACE_MS), () => ears.abort(), ears.signal);
  else ears.abort();
}

/** The fields of an outcome that an event may have. */
export function summaryOf(outcome: ConsentOutcome): Partial<ConsentEventBody> {
  const { status, reason, error } = outcome as Partial<ConsentCancelled> & ConsentOutcome;
  return { status, ...(reason && { reason }), ...(error && summaryOfError(error)) };
}

function summaryOfError({ code, errorType, errorId }: ConsentError): Partial<ConsentEventBody> {
  return { code, ...(isWord(errorType) && { errorType }), ...(isWord(errorId) && { errorId }) };
}

/** Marks the flow as ended, for all pages of this browser. */
export function end(flow: Flow, by: End | null): void {
  const { id, records, lock } = flow;
  if (by) {
    flow.ended = by;
    records.update(id, { ended: by });
  }
  flow.unmark(id);
  lock?.abort();
}

/** Whether the provider has reported a result. Nothing more counts until there is another session. */
export function isSpent({ ended }: Flow): boolean {
  return ended !== undefined && ended !== 'page';
}

/** Ends the flow with a failure. If a new session may help and a UI can offer it, the flow is `interrupted` instead. */
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

/** Closes the window, or removes the frame. */
export function leave(flow: Flow, by: End = 'page'): void {
  flow.launcher?.close(false, by !== 'page');
  flow.launcher = undefined;
}

/**
 * Ends the flow without a result. An interrupted flow has already failed, and ends with that failure. If the window or
 * the frame was blocked and the user gave up, it is a cancel with an error that says so.
 */
export function cancel(flow: Flow, reason: CancelReason, by?: End | null): void {
  const { state } = flow;
  const ending: Ending =
    state.phase === 'interrupted'
      ? { status: 'failed', error: state.error }
      : { status: 'cancelled', reason, ...(state.phase === 'blocked' && { error: blocked(flow) }) };
  settle(flow, ending, by);
}

/** The error for a blocked window, or for a frame that the page's own policy has blocked. */
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
