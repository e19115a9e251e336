import { admit, type Signal } from '../browser/gate.ts';
import type { Heard, Reply } from '../browser/inbox.ts';
import { ConsentError } from '../model/consent-error.ts';
import { type ProviderResult, toOutcome } from '../model/provider-result.ts';
import { readCallback } from '../protocol/callback-url.ts';
import { emit, type Flow, fail, isSettled, settle, spend, summaryOf } from './flow.ts';
import type { OpenSession } from './mint.ts';

/** Something reached the page: a message of the provider's, a relay of a callback page's, or anybody's noise. */
export function hear(flow: Flow, heard: Heard, reply: Reply): void {
  const { id, session, facts, origin } = flow;
  const target = flow.launcher?.target?.();
  // Whatever the frame says, it is alive.
  if (facts.quietAt && target && heard.source === target) facts.quietAt = undefined;
  // Most of what a page hears is nobody's: it goes before anything is made of it. The gate looks for itself.
  if (!session || (heard.origin !== origin && !session.origins.includes(heard.origin))) return;
  const signal = admit(heard, {
    flowId: id,
    pageOrigin: origin,
    providerOrigins: session.origins,
    target,
    sessionId: session.sessionId,
    open: !isSettled(flow),
  });
  // The answer first: what ends the flow also closes the channel that it goes by.
  const answer = (url: string) => reply(heard, { v: 1, type: 'open-consent.received', flowId: id, url });
  if (signal) take(flow, signal, answer);
}

/** A callback address that was found, not sent. `own`: in this flow's window, or in its own mailbox. */
export function takeAddress(flow: Flow, url: string | undefined, own: boolean): void {
  if (url && !isSettled(flow)) take(flow, { type: 'callback', url, own });
}

/** Before any close is believed, and whenever the page comes back. */
export function readMailbox(flow: Flow): void {
  const { records, id, session } = flow;
  takeAddress(flow, records.read(id)?.callback, true);
  // An earlier flow's, from before the page was reloaded: its session id decides.
  if (session) takeAddress(flow, records.ofSession(session.sessionId)?.callback, false);
}

function take(flow: Flow, signal: Signal, answer?: (url: string) => void): void {
  const { session } = flow;
  if (!session || flow.spent) return;
  const result = signal.type === 'message' ? signal.result : verify(session, signal);
  if (!result) return;
  if (signal.type === 'callback') {
    answer?.(signal.url);
    if (!isSettled(flow)) emit(flow, 'callback_received');
  }
  if (!(result instanceof Error)) conclude(flow, session, result);
  else if (!isSettled(flow)) fail(flow, result);
}

/**
 * A success is ours when it names our session; one from our own window that names another is worth a warning. An
 * error names none, so it counts only from our own window.
 */
function verify({ sessionId }: OpenSession, { url, own }: { url: string; own: boolean }) {
  const result = readCallback(url);
  const named = result?.sessionId;
  if (named === sessionId || !result) return result;
  if (!own) return undefined;
  return named ? new ConsentError('session_mismatch', 'the callback is of another auth session') : result;
}

/** The provider's word: the first one ends the flow. After a cancel it is told as an event, once. */
function conclude(flow: Flow, { sessionId }: OpenSession, result: ProviderResult): void {
  const outcome = toOutcome(result, sessionId, flow.mode);
  if (isSettled(flow)) {
    flow.ears.abort();
    spend(flow);
    const { consentId } = outcome as { consentId?: string };
    emit(flow, 'late_outcome', { ...summaryOf(outcome), ...(consentId && { consentId }) });
  } else if (outcome.status !== 'failed') {
    settle(flow, outcome, true);
    // A second window on a session that the first one is still using is told just this.
  } else if (!flow.twice || outcome.error.code !== 'session_invalid') fail(flow, outcome.error, true);
}
