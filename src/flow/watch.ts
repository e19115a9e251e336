import { ConsentError } from '../model/consent-error.ts';
import { BLIND_AFTER_MS, judge, noteReturn, type Verdict } from '../model/judge.ts';
import type { SessionStatus } from '../model/options.ts';
import { cancel, expired, type Flow, fail, go, isSettled, leave, settle } from './flow.ts';
import { type OpenSession, requestFailed } from './mint.ts';
import { readMailbox, takeAddress } from './signals.ts';

const ASK_EVERY_MS = 3000;

/** One beat of the pulse: look, take what has come home, judge the rest. */
export function onBeat(flow: Flow, returned = false, restored = false): void {
  const now = flow.now();
  const target = flow.launcher?.target?.();
  if (restored && flow.state.phase === 'redirecting') return cancel(flow, 'dismissed');
  if (now >= flow.mintUntil) return fail(flow, requestFailed('minting took too long'));
  observe(flow, returned, now);
  if (returned) readMailbox(flow);
  // Where the provider is on the page's own origin, its own pages would be read as callbacks.
  if (target && flow.session?.authUrl.origin !== flow.origin) takeAddress(flow, flow.addressOf(target), true);
  if (flow.state.phase !== 'interrupted') act(flow, judge(flow.facts, now), now);
}

function observe(flow: Flow, returned: boolean, now: number): void {
  const { facts, launcher, checkedAt } = flow;
  if (!flow.focused()) facts.lost = true;
  if (launcher?.gone()) facts.gone ??= { at: now, blind: now - checkedAt > BLIND_AFTER_MS };
  if (returned) noteReturn(facts, now);
  if (launcher?.busy?.() && !facts.refused) facts.quietAt = undefined;
  flow.checkedAt = now;
}

/** What is about to end a flow without the provider's word looks into the mailbox first. */
function act(flow: Flow, verdict: Verdict, now: number): void {
  const { phase } = flow.state;
  if (verdict === 'quiet') return stall(flow);
  if (verdict === 'open' || verdict === 'unsure') {
    if (phase === 'stalled') go(flow, { phase: 'active' });
    return;
  }
  readMailbox(flow);
  if (isSettled(flow)) return;
  if (verdict === 'closed') cancel(flow, flow.mode === 'iframe' ? 'aborted' : 'popup_closed');
  else if (verdict === 'expired') fail(flow, expired());
  else {
    go(flow, { phase: 'detached' }, 'detached');
    if (now >= flow.askAt) void ask(flow);
  }
}

function stall(flow: Flow): void {
  go(flow, { phase: 'stalled' }, 'frame_stalled');
}

/** The integrator's server may know what no window can tell. An error, or an answer too late, means nothing. */
async function ask(flow: Flow): Promise<void> {
  const { options } = flow;
  if (!options.getStatus || isSettled(flow)) return;
  const session = flow.session as OpenSession; // no window is severed before it has a session
  flow.askAt = Number.POSITIVE_INFINITY;
  let status: SessionStatus | undefined;
  try {
    status = await options.getStatus(session.sessionId);
  } catch {}
  flow.askAt = flow.now() + ASK_EVERY_MS;
  if (flow.session !== session) return;
  if (status === 'success') settle(flow, { status }, true);
  // Meanwhile it has failed, and the user is asked what now: only a success is better news.
  else if (flow.state.phase === 'interrupted') return;
  else if (status === 'cancelled') cancel(flow, 'user_cancelled', true);
  else if (status === 'failed') fail(flow, new ConsentError('provider_error', 'getStatus says failed'), true);
}

/** The host page's own policy keeps the provider out: certain for the first page, a hint for those after it. */
export function onRefusal(flow: Flow, origin: string): void {
  const { facts, mode, state } = flow;
  if (mode !== 'iframe' || state.phase !== 'active') return;
  const { authUrl } = flow.session as OpenSession;
  if (origin !== authUrl.origin) {
    facts.quietAt = flow.now();
    facts.refused = true;
    stall(flow);
  } else if (flow.interactive) {
    leave(flow);
    facts.quietAt = undefined;
    go(flow, { phase: 'blocked' });
  } else {
    const says = `this page's policy refuses the frame: add ${origin} to frame-src`;
    fail(flow, new ConsentError('frame_blocked', says));
  }
}
