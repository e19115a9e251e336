import type { Beat } from '../browser/pulse.ts';
import { ConsentError } from '../model/consent-error.ts';
import { BLIND_AFTER_MS, judge, noteReturn, type Verdict } from '../model/judge.ts';
import type { SessionStatus } from '../model/options.ts';
import { cancelled, enter, expired, type Flow, fail, isSettled, phaseOf, settle } from './flow.ts';
import { requestFailed } from './mint.ts';
import { readMailbox, takeAddress } from './signals.ts';

const ASK_EVERY_MS = 3000;

/** One beat of the pulse: look, take what has come home, judge the rest. */
export function onBeat(flow: Flow, { returned, restored }: Beat): void {
  const now = flow.ports.page.now();
  if (restored && phaseOf(flow) === 'redirecting') return settle(flow, cancelled(flow, 'dismissed'));
  if (flow.minting && now >= flow.minting.until) return fail(flow, requestFailed('minting took too long'));
  observe(flow, returned, now);
  if (returned) readMailbox(flow);
  // Where the provider is on the page's own origin, its own pages would be read as callbacks.
  if (flow.session?.origin !== flow.ports.page.origin) takeAddress(flow, flow.launcher?.address(), true);
  if (!isSettled(flow) && phaseOf(flow) !== 'interrupted') act(flow, judge(flow.facts, now), now);
}

function observe(flow: Flow, returned: boolean, now: number): void {
  const { facts, launcher } = flow;
  if (!flow.ports.page.focused()) facts.lost = true;
  if (launcher?.gone()) facts.gone ??= { at: now, blind: now - flow.checkedAt > BLIND_AFTER_MS };
  if (returned) noteReturn(facts, now);
  if (launcher?.busy() && !facts.refused) facts.quietAt = undefined;
  flow.checkedAt = now;
}

/** What is about to end a flow without the provider's word looks into the mailbox first. */
function act(flow: Flow, verdict: Verdict, now: number): void {
  if (verdict === 'open' || verdict === 'unsure') return recover(flow);
  if (verdict === 'quiet') return stall(flow);
  readMailbox(flow);
  if (isSettled(flow)) return;
  if (verdict === 'closed')
    settle(flow, cancelled(flow, flow.mode === 'iframe' ? 'aborted' : 'popup_closed'));
  else if (verdict === 'expired') fail(flow, expired());
  else detach(flow, now);
}

function recover(flow: Flow): void {
  if (phaseOf(flow) === 'stalled') flow.progress.go({ phase: 'active' });
}

function stall(flow: Flow): void {
  if (phaseOf(flow) === 'active') enter(flow, 'stalled', 'frame_stalled');
}

function detach(flow: Flow, now: number): void {
  enter(flow, 'detached', 'detached');
  if (isSettled(flow) || !flow.options.getStatus || !flow.session || now < flow.askAt) return;
  flow.askAt = Number.POSITIVE_INFINITY;
  void ask(flow, flow.session.sessionId);
}

/** The integrator's server may know what no window can tell. An error, or an answer too late, means nothing. */
async function ask(flow: Flow, sessionId: string): Promise<void> {
  let status: SessionStatus | undefined;
  try {
    status = await flow.options.getStatus?.(sessionId);
  } catch {}
  flow.askAt = flow.ports.page.now() + ASK_EVERY_MS;
  if (isSettled(flow) || flow.session?.sessionId !== sessionId) return;
  if (status === 'success') settle(flow, { status, sessionId, mode: flow.mode }, true);
  else if (status === 'cancelled') settle(flow, cancelled(flow, 'user_cancelled'), true);
  else if (status === 'failed')
    fail(flow, new ConsentError('provider_error', 'open-consent: getStatus says failed'), true);
}

/** The host page's own policy keeps the provider out: certain for the first page, a hint for those after it. */
export function onRefusal(flow: Flow, origin: string): void {
  if (flow.mode !== 'iframe' || phaseOf(flow) !== 'active') return;
  if (origin !== flow.session?.origin) {
    Object.assign(flow.facts, { quietAt: flow.ports.page.now(), refused: true });
    return stall(flow);
  }
  if (flow.interactive) {
    flow.launcher?.close(false);
    flow.launcher = undefined;
    flow.facts.quietAt = undefined;
    return flow.progress.go({ phase: 'blocked' });
  }
  const says = `open-consent: this page's Content-Security-Policy refuses the frame: add ${origin} to frame-src`;
  fail(flow, new ConsentError('frame_blocked', says));
}
