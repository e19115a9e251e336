import { callHandler, callSafely } from '../browser/call-handler.ts';
import type { Launcher } from '../launchers/launcher.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentEvent, ConsentEventBody } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { Facts } from '../model/judge.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { CancelReason, ConsentOutcome } from '../model/outcome.ts';
import type { OpenSession } from './mint.ts';
import type { Ports } from './ports.ts';

/** One attempt and its outside, as the functions of this folder pass it to each other. */
export interface Flow extends Ports {
  /** One attempt's own, in its marker and its record: a retry takes a new one, so that the old window speaks for the old session. */
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
  /** The last moment for minting. */
  mintUntil: number;
  /** When anybody last looked at the window. */
  checkedAt: number;
  /** The window was reopened while the first was out of sight: both may be at work on the one session. */
  twice?: boolean;
  /** While detached: when to ask `getStatus` again. */
  askAt: number;
  /** The provider has ended the session: nothing more counts until there is another. */
  spent?: boolean;
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
export function go(flow: Flow, state: FlowState, event?: ConsentEvent['type']): void {
  if (isSettled(flow) || flow.state.phase === state.phase) return;
  if (event) emit(flow, event);
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
  | { status: 'cancelled'; reason: CancelReason }
  | { status: 'failed'; error: ConsentError };

/**
 * The only door out. Releases everything, then tells the host page.
 *
 * @param byProvider whether the provider's own word ended the session, which is then spent.
 */
export function settle(flow: Flow, ending: Ending, byProvider = false): void {
  if (isSettled(flow)) return;
  const outcome = { ...ending, ...about(flow) } as ConsentOutcome;
  const state = { phase: 'settled', outcome } as const;
  flow.state = state;
  if (byProvider) spend(flow);
  emit(flow, 'settled', summaryOf(outcome));
  flow.life.abort();
  stopMinting(flow);
  listenOn(flow, outcome.status === 'cancelled' && flow.mode !== 'redirect', byProvider);
  enter(flow, state);
  flow.listeners.clear();
  queueMicrotask(() => {
    callHandler(flow.options, outcome);
    flow.finish(outcome);
  });
}

/** A cancel that the provider knows nothing of may be overtaken by a result: the host page will want to know. */
function listenOn(
  { ears, session, launcher, now, after }: Flow,
  mayStillCome: boolean,
  byProvider: boolean,
): void {
  const late = mayStillCome && !byProvider && session !== undefined;
  launcher?.close(late, byProvider);
  if (late) after(session.expiresAt - now(), () => ears.abort(), ears.signal);
  else ears.abort();
}

/** What an event may tell of an outcome. */
export function summaryOf(outcome: ConsentOutcome): Partial<ConsentEventBody> {
  const { status } = outcome;
  if (status === 'cancelled') return { status, reason: outcome.reason };
  return status === 'failed' ? { status, code: outcome.error.code } : { status };
}

/** The session works once: every tab is told, and this flow takes no other word for it. */
export function spend(flow: Flow): void {
  flow.spent = true;
  flow.records.update(flow.id, { spent: true });
}

/** Ends with a failure; or, where there is a UI and a new session may mend it, stops short of that. */
export function fail(flow: Flow, error: ConsentError, byProvider = false): void {
  const renewable = flow.interactive && typeof flow.options.session === 'function';
  if (!renewable || error.retry !== 'new_session')
    return settle(flow, { status: 'failed', error }, byProvider);
  if (byProvider) spend(flow);
  stopMinting(flow);
  leave(flow, byProvider);
  go(flow, { phase: 'interrupted', error });
}

function stopMinting(flow: Flow): void {
  flow.minting?.abort();
  flow.mintUntil = Number.POSITIVE_INFINITY;
}

/** Closes the window, or takes the frame away. */
export function leave(flow: Flow, byProvider = false): void {
  flow.launcher?.close(false, byProvider);
  flow.launcher = undefined;
}

/** Leaving an interrupted flow is no cancel: it has failed already, and now it ends with that. */
export function cancel(flow: Flow, reason: CancelReason, byProvider?: boolean): void {
  const { state } = flow;
  settle(
    flow,
    state.phase === 'interrupted'
      ? { status: 'failed', error: state.error }
      : { status: 'cancelled', reason },
    byProvider,
  );
}

export function expired(): ConsentError {
  return new ConsentError('session_expired', 'the auth session has expired');
}

function about({ mode, session }: Flow): { mode: LaunchMode; sessionId?: string } {
  return session ? { mode, sessionId: session.sessionId } : { mode };
}
