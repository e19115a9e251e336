import { grantConsent } from './consents.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import type { SandboxEnd } from './endings.ts';
import { failedResult, refusedResult, type SessionResult, successResult } from './result.ts';
import { type SandboxSession, stateAt } from './session.ts';
import { type Answers, advance, ended, type OpenState, show } from './steps.ts';

/** What a request for a session is answered with. */
export type Visit =
  | { readonly kind: 'page'; readonly state: OpenState }
  | { readonly kind: 'moved' }
  | { readonly kind: 'end'; readonly result: SessionResult }
  | { readonly kind: 'refused'; readonly result: SessionResult };

/** What a page's form sends: which page it was, and what was pressed and typed on it. */
export interface Submission extends Answers {
  readonly step: string;
  readonly cancel: boolean;
}

/** A page is asked for. Only a session that has not ended has one. */
export function visitSession(context: SandboxContext, session: SandboxSession): Visit {
  const state = stateAt(session, nowSeconds(context));
  if (state.step === 'ended') return refuse(context, session, state.end);
  session.openedAt ??= nowSeconds(context);
  const next = show(state, session.settings);
  session.state = next;
  return next.step === 'ended' ? refuse(context, session, next.end) : { kind: 'page', state: next };
}

/** A form arrives. The end is told once, in answer to the form that brought it: after that the session is spent. */
export function submitToSession(context: SandboxContext, session: SandboxSession, sent: Submission): Visit {
  const state = stateAt(session, nowSeconds(context));
  if (state.step === 'ended') return refuse(context, session, state.end);
  if (sent.cancel) return end(context, session, 'cancelled');
  // A form of an earlier page, out of the history: show where the session really is.
  const stale = sent.step !== state.step;
  const next = stale ? { ...state, pageDue: true } : advance(state, sent, session.settings.ending);
  if (next.step === 'ended') return end(context, session, next.end, state);
  session.state = next;
  return { kind: 'moved' };
}

function end(context: SandboxContext, session: SandboxSession, how: SandboxEnd, from?: OpenState): Visit {
  markEnded(context, session, how);
  const result =
    how === 'success'
      ? successResult(session, recordConsent(context, session, from))
      : failedResult(session, how);
  return { kind: 'end', result };
}

/** Whatever ended it before, a session that is opened again has been used; only expiry has a word of its own. */
function refuse(context: SandboxContext, session: SandboxSession, how: SandboxEnd): Visit {
  if (session.endedAt === undefined) markEnded(context, session, how);
  const why = how === 'expired' || how === 'invalid_session' ? how : 'used_session';
  return { kind: 'refused', result: refusedResult(why, session.sessionId) };
}

function markEnded(context: SandboxContext, session: SandboxSession, how: SandboxEnd): void {
  session.state = ended(how);
  session.endedAt = nowSeconds(context);
  context.log({ type: 'session_ended', sessionId: session.sessionId, end: how });
}

/** Returns the consent's id for the browser. */
function recordConsent(context: SandboxContext, session: SandboxSession, from?: OpenState): string {
  const { consentId, arrangementId } = grantConsent(context, session, from ?? { accountIds: [] });
  session.consentId = consentId;
  session.arrangementId = arrangementId;
  return consentId;
}
