import { admit, type Signal } from '../browser/gate.ts';
import type { Heard, Reply } from '../browser/inbox.ts';
import { type End, endBy } from '../browser/records.ts';
import { received } from '../browser/relay.ts';
import { type ProviderResult, toOutcome } from '../model/provider-result.ts';
import { ownCallback } from '../protocol/own-callback.ts';
import { emit, end, type Flow, fail, isSettled, isSpent, settle, summaryOf } from './flow.ts';
import type { OpenSession } from './mint.ts';

/** How long a success by callback waits for the message that was posted before it, which has the consent id. */
const REMARK_MS = 100;

/** Handles anything that reaches the page: a provider's message, a callback page's relay, or an unrelated message. */
export function hear(flow: Flow, heard: Heard, reply: Reply): void {
  const { id, session, facts, origin } = flow;
  const target = flow.launcher?.target?.();
  // Any message from the frame shows that it is alive.
  if (facts.quietAt && target && heard.source === target) facts.quietAt = undefined;
  // Most messages are unrelated. This drops them early. The gate checks the origin again.
  if (!session || (heard.origin !== origin && !session.origins.includes(heard.origin))) return;
  const signal = admit(heard, {
    flowId: id,
    pageOrigin: origin,
    providerOrigins: session.origins,
    target,
    sessionId: session.sessionId,
  });
  // Answer first: ending the flow also closes the channel of the answer.
  if (signal) take(flow, signal, (url) => reply(heard, received(id, url)));
}

/** Takes a callback address that was read from this flow's window or record. */
export function takeAddress(flow: Flow, url: string | undefined): void {
  if (url && !isSettled(flow)) take(flow, { type: 'callback', url });
}

/**
 * Reads the record before a close is believed, and when the page gets its focus back. It may hold a result, or another
 * page may have delivered the outcome.
 */
export function readRecord(flow: Flow): void {
  const { id, records } = flow;
  const record = records.read(id);
  if (!record?.ended || flow.ended) return takeAddress(flow, record?.result);
  const result = ownCallback(record.result ?? '', { flowId: id, ...record });
  const outcome = result && toOutcome(result, record.sessionId, flow.mode);
  settle(flow, outcome ?? { status: 'cancelled', reason: 'dismissed' }, record.ended, true);
}

function take(flow: Flow, signal: Signal, answer?: (url: string) => void): void {
  const { id, session } = flow;
  if (!session || isSpent(flow)) return;
  if (signal.type === 'message') return conclude(flow, session, signal.result);
  if (signal.type === 'remark') return remark(flow, session, signal.result);
  const named = session.flowId !== undefined;
  const result = ownCallback(signal.url, { flowId: id, sessionId: session.sessionId, named });
  if (!result || flow.proved) return;
  answer?.(signal.url);
  if (!isSettled(flow)) emit(flow, 'callback_received');
  if (isSettled(flow) || flow.mode === 'redirect' || result.status === 'error' || result.consentId)
    return conclude(flow, session, result, endBy(result, named));
  flow.proved = result;
  if (flow.remark) prove(flow, session);
  // A cancel leaves `ears` open, so the success still becomes a `late_outcome`.
  else flow.after(REMARK_MS, () => prove(flow, session), flow.ears.signal);
}

/**
 * In Chromium a message has no source if its window navigates at once (3 of 10 popups), so its sender is not proved.
 */
function remark(flow: Flow, session: OpenSession, result: ProviderResult): void {
  if (result.status === 'error') return;
  flow.remark = result;
  prove(flow, session);
}

/** The callback is the proof. The message adds the fields that only it has. */
function prove(flow: Flow, session: OpenSession): void {
  if (flow.proved && flow.session === session) conclude(flow, session, { ...flow.remark, ...flow.proved });
}

/** Handles the provider's result. The first one ends the flow. After a cancel it becomes one event, `late_outcome`. */
function conclude(
  flow: Flow,
  { sessionId }: OpenSession,
  result: ProviderResult,
  by: End = 'provider',
): void {
  const outcome = toOutcome(result, sessionId, flow.mode);
  if (isSettled(flow)) {
    flow.ears.abort();
    end(flow, by);
    const { consentId } = outcome as { consentId?: string };
    emit(flow, 'late_outcome', { ...summaryOf(outcome), ...(consentId && { consentId }) });
  } else if (outcome.status !== 'failed') {
    settle(flow, outcome, by);
    // With two windows on one session, the second gets `session_invalid` while the first still works.
  } else if (!flow.twice || outcome.error.code !== 'session_invalid') fail(flow, outcome.error, by);
}
