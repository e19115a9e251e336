import type { Launcher } from '../launchers/launcher.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentEventBody } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { Facts } from '../model/judge.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { CancelReason, ConsentOutcome } from '../model/outcome.ts';
import type { OpenSession } from './mint.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';

/** One attempt, as the functions of this folder pass it to each other. */
export interface Flow {
  /** One attempt's own, in its marker and its record: a retry takes a new one, so that the old window speaks for the old session. */
  id: string;
  readonly options: OpenConsentOptions;
  readonly ports: Ports;
  readonly progress: Progress;
  /** Whether a UI is there to offer the user another try. */
  interactive: boolean;
  /** Ends with the flow, and ends all that the flow has acquired. */
  readonly life: AbortController;
  mode: LaunchMode;
  facts: Facts;
  session?: OpenSession | undefined;
  launcher?: Launcher | undefined;
  /** While minting: its end, and the last moment for it. */
  minting?: { abort: AbortController; until: number } | undefined;
  /** When anybody last looked at the window. */
  checkedAt: number;
  /** The window was reopened while the first was out of sight: both may be at work on the one session. */
  twice: boolean;
  /** While detached: when to ask `getStatus` again. */
  askAt: number;
  /** The provider has ended the session: nothing more counts until there is another. */
  spent: boolean;
  /** Settling, or settled. */
  closed: boolean;
  stopListening(): void;
}

export function phaseOf(flow: Flow): FlowState['phase'] {
  return flow.progress.state.phase;
}

export function isSettled(flow: Flow): boolean {
  return flow.closed;
}

export function emit(flow: Flow, body: ConsentEventBody): void {
  flow.progress.emit(body, { mode: flow.mode, ...sessionIdOf(flow) });
}

/** Moves on, and says so when it is news. */
export function enter(flow: Flow, phase: 'detached' | 'stalled', event: 'detached' | 'frame_stalled'): void {
  if (phaseOf(flow) === phase) return;
  emit(flow, { type: event });
  flow.progress.go({ phase });
}

/**
 * The only door out. Releases everything, then tells the host page.
 *
 * @param byProvider whether the provider's own word ended the session, which is then spent.
 */
export function settle(flow: Flow, outcome: ConsentOutcome, byProvider = false): void {
  if (flow.closed) return;
  flow.closed = true;
  const mayStillCome =
    outcome.status === 'cancelled' && !byProvider && flow.session && flow.mode !== 'redirect';
  if (byProvider) flow.ports.records.update(flow.id, { spent: true });
  emit(flow, settledEvent(outcome));
  flow.life.abort();
  flow.minting?.abort.abort();
  flow.launcher?.close(Boolean(mayStillCome));
  flow.progress.settle(outcome);
  if (mayStillCome) listenForLateResult(flow);
  else flow.stopListening();
}

/** A cancel that the provider knows nothing of may be overtaken by a result: the host page will want to know. */
function listenForLateResult(flow: Flow): void {
  const { page } = flow.ports;
  const stop = flow.stopListening;
  const callOff = page.after((flow.session?.expiresAt ?? 0) - page.now(), stop);
  flow.stopListening = () => {
    callOff();
    stop();
  };
}

export function cancelled(flow: Flow, reason: CancelReason): ConsentOutcome {
  return { status: 'cancelled', ...sessionIdOf(flow), reason, mode: flow.mode };
}

/** Ends with a failure; or, where there is a UI and a new session may mend it, stops short of that. */
export function fail(flow: Flow, error: ConsentError, byProvider = false): void {
  const renewable = flow.interactive && typeof flow.options.session === 'function';
  if (!renewable || error.retry !== 'new_session') {
    settle(flow, { status: 'failed', ...sessionIdOf(flow), error, mode: flow.mode }, byProvider);
    return;
  }
  if (byProvider) {
    flow.ports.records.update(flow.id, { spent: true });
    flow.spent = true;
  }
  flow.minting?.abort.abort();
  flow.minting = undefined;
  flow.launcher?.close(false);
  flow.launcher = undefined;
  flow.progress.go({ phase: 'interrupted', error });
}

/** Leaving an interrupted flow is no cancel: it has failed already, and now it ends with that. */
export function cancel(flow: Flow, reason: 'aborted' | 'dismissed'): void {
  const { state } = flow.progress;
  if (state.phase !== 'interrupted') return settle(flow, cancelled(flow, reason));
  settle(flow, { status: 'failed', ...sessionIdOf(flow), error: state.error, mode: flow.mode });
}

/**
 * The UI that was counted on is not to be had: what needs it ends, the rest goes on without.
 *
 * @param framed whether the frame was to be the dialog's.
 */
export function giveUpUi(flow: Flow, framed: boolean, cause: unknown): void {
  const phase = phaseOf(flow);
  flow.interactive = false;
  if (phase === 'interrupted') return cancel(flow, 'dismissed');
  if (phase !== 'blocked' && !framed) return;
  const says = 'open-consent: the part that draws the widget did not load';
  fail(flow, new ConsentError('ui_unavailable', says, { retry: 'new_session', cause }));
}

export function expired(): ConsentError {
  return new ConsentError('session_expired', 'open-consent: the auth session has expired', {
    retry: 'new_session',
  });
}

function sessionIdOf(flow: Flow): { sessionId?: string } {
  return flow.session ? { sessionId: flow.session.sessionId } : {};
}

function settledEvent(outcome: ConsentOutcome): ConsentEventBody {
  const { status } = outcome;
  if (status === 'cancelled') return { type: 'settled', status, reason: outcome.reason };
  return status === 'failed'
    ? { type: 'settled', status, code: outcome.error.code }
    : { type: 'settled', status };
}
