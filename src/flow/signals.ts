import { admit, type Signal } from '../browser/gate.ts';
import type { Heard } from '../browser/inbox.ts';
import { ConsentError } from '../model/consent-error.ts';
import { type ProviderResult, toOutcome } from '../model/provider-result.ts';
import { parseCallbackUrl } from '../protocol/callback-url.ts';
import { emit, type Flow, fail, isSettled, settle } from './flow.ts';
import type { OpenSession } from './mint.ts';

/** Something reached the page: a message of the provider's, a relay of a callback page's, or anybody's noise. */
export function hear(flow: Flow, heard: Heard): void {
  const { session, options } = flow;
  const target = flow.launcher?.target();
  // Whatever the frame says, it is alive.
  if (heard.source && heard.source === target) flow.facts.quietAt = undefined;
  if (!session || flow.spent) return;
  const signal = admit(heard, {
    flowId: flow.id,
    pageOrigin: flow.ports.page.origin,
    providerOrigins: [session.origin, ...(options.allowedOrigins ?? [])],
    target,
    sessionId: session.sessionId,
    open: !isSettled(flow),
  });
  const result = signal && resultOf(session, signal);
  if (!result) return;
  // The answer first: what ends the flow also closes the channel that it goes by.
  if (signal.type === 'callback') {
    heard.reply({ v: 1, type: 'open-consent.received', flowId: flow.id, url: signal.url });
  }
  take(flow, session, signal, result);
}

/** A callback address that was found, not sent. `own`: in this flow's window, or in its own mailbox. */
export function takeAddress(flow: Flow, url: string | undefined, own: boolean): void {
  const { session } = flow;
  if (!url || !session || flow.spent || isSettled(flow)) return;
  const signal: Signal = { type: 'callback', url, own };
  const result = resultOf(session, signal);
  if (result) take(flow, session, signal, result);
}

/** Before any close is believed, and whenever the page comes back. */
export function readMailbox(flow: Flow): void {
  const { records } = flow.ports;
  takeAddress(flow, records.read(flow.id)?.callback, true);
  // An earlier flow's, from before the page was reloaded: its session id decides.
  if (flow.session) takeAddress(flow, records.ofSession(flow.session.sessionId)?.callback, false);
}

type Result = ProviderResult | ConsentError;

/** What a signal says to this flow; undefined where it is none of its own. */
function resultOf(session: OpenSession, signal: Signal): Result | undefined {
  return signal.type === 'message' ? signal.result : verify(session, signal);
}

function take(flow: Flow, session: OpenSession, { type }: Signal, result: Result): void {
  if (isSettled(flow)) return late(flow, session, result);
  if (type === 'callback') emit(flow, { type: 'callback_received' });
  if (result instanceof Error) fail(flow, result);
  else conclude(flow, session, result);
}

/**
 * A success is ours when it names our session; one from our own window that names another is worth a warning. An
 * error names none, so it counts only from our own window.
 */
function verify(session: OpenSession, signal: { url: string; own: boolean }): Result | undefined {
  const result = parseCallbackUrl(signal.url)?.result;
  const named = result?.sessionId;
  if (!result || named === session.sessionId) return result;
  if (!signal.own) return undefined;
  if (named === undefined) return result;
  return new ConsentError('session_mismatch', 'open-consent: the callback is of another auth session');
}

/** The provider's word: the first one ends the flow. */
function conclude(flow: Flow, session: OpenSession, result: ProviderResult): void {
  const outcome = toOutcome(result, session.sessionId, flow.mode);
  if (outcome.status !== 'failed') return settle(flow, outcome, true);
  // A second window on a session that the first one is still using is told just this.
  if (flow.twice && outcome.error.code === 'session_invalid') return;
  fail(flow, outcome.error, true);
}

/** A result after a cancel: told as an event, once. */
function late(flow: Flow, session: OpenSession, result: Result): void {
  if (result instanceof Error) return;
  const outcome = toOutcome(result, session.sessionId, flow.mode);
  flow.stopListening();
  flow.ports.records.update(flow.id, { spent: true });
  emit(flow, {
    type: 'late_outcome',
    status: outcome.status,
    ...(outcome.status === 'success' && outcome.consentId !== undefined && { consentId: outcome.consentId }),
    ...(outcome.status === 'failed' && { code: outcome.error.code }),
  });
}
