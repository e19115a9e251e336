import { ConsentError } from '../model/consent-error.ts';
import { BLIND_AFTER_MS, judge, noteReturn, type Verdict } from '../model/judge.ts';
import type { SessionStatus, StatusSource } from '../model/options.ts';
import { blocked, cancel, expired, type Flow, fail, go, isSettled, leave, settle } from './flow.ts';
import { post, requestFailed } from './mint.ts';
import { onBlocked, readyTimeout } from './open.ts';
import { readRecord, takeAddress } from './signals.ts';

const ASK_EVERY_MS = 3000;
/** The refusal and the load of one frame are reported within this time of each other. */
const TOGETHER_MS = 1000;

/** One beat of the pulse: look at the window, take a result if there is one, and judge the facts. */
export function onBeat(flow: Flow, returned = false, restored = false): void {
  const now = flow.now();
  const target = flow.launcher?.target?.();
  if (now >= flow.mintUntil) return fail(flow, requestFailed('minting took too long'));
  observe(flow, returned, now);
  if (returned) readRecord(flow);
  // The user pressed Back. Forward may still lead to a success.
  if (restored && flow.state.phase === 'redirecting') cancel(flow, 'dismissed', null);
  // If the provider has the page's own origin, its pages would be read as callbacks.
  if (target && flow.session?.authUrl.origin !== flow.origin) takeAddress(flow, flow.addressOf(target));
  if (flow.state.phase !== 'interrupted') act(flow, judge(flow.facts, now), now);
}

function observe(flow: Flow, returned: boolean, now: number): void {
  const { facts, launcher, checkedAt } = flow;
  if (!flow.focused()) facts.lost = true;
  if (launcher?.gone()) facts.gone ??= { at: now, blind: now - checkedAt > BLIND_AFTER_MS };
  if (returned) noteReturn(facts, now);
  const loads = launcher?.loads?.() ?? 0;
  if (loads > 1) noteLoad(flow, loads, now);
  // Only for the first page: the frame keeps its focus, so that proves nothing about later pages.
  else if (launcher?.busy?.()) facts.quietAt = undefined;
  flow.checkedAt = now;
}

/** Notes another page in the frame. A bank's page may refuse frames, and a refused frame looks like a healthy one. */
function noteLoad({ facts, options }: Flow, loads: number, now: number): void {
  if (loads > (facts.loads ?? 1))
    Object.assign(facts, { loads, loadedAt: now, quietAt: now + readyTimeout(options) });
  const { loadedAt = Number.NaN, refusedAt = Number.NaN } = facts;
  // The page's own policy may have refused another frame. It was ours if our frame loaded at the same time.
  if (Math.abs(loadedAt - refusedAt) < TOGETHER_MS) facts.quietAt = now;
}

/** Acts on a verdict. Reads the record first if the verdict could end the flow without a result of the provider. */
function act(flow: Flow, verdict: Verdict, now: number): void {
  const { phase } = flow.state;
  if (verdict === 'quiet') return stall(flow);
  if (verdict === 'open' || verdict === 'unsure') {
    if (phase === 'stalled') go(flow, { phase: 'active' });
    return;
  }
  readRecord(flow);
  // A proved success only waits for its consent id. Nothing takes it back.
  if (isSettled(flow) || flow.proved) return;
  if (verdict === 'closed') believe(flow, now);
  else if (verdict === 'blocked') onBlocked(flow);
  else if (verdict === 'expired') fail(flow, expired());
  else {
    go(flow, { phase: 'detached' }, 'detached');
    if (now >= flow.askAt) void ask(flow);
  }
}

const CLOSED = { iframe: 'aborted', popup: 'popup_closed', redirect: 'dismissed' } as const;

/**
 * Handles a close. It calls `getStatus` once first, because a user may close the window on the provider's last page.
 */
function believe(flow: Flow, now: number): void {
  const { facts, options, mode } = flow;
  if (!facts.severable || !options.getStatus || now >= (facts.believeAt ?? Number.POSITIVE_INFINITY))
    return cancel(flow, CLOSED[mode]);
  if (facts.believeAt !== undefined) return;
  facts.believeAt = now + ASK_EVERY_MS;
  void ask(flow).then(() => {
    facts.believeAt = now;
  });
}

function stall(flow: Flow): void {
  go(flow, { phase: 'stalled' }, 'frame_stalled');
}

/** Calls `getStatus`, because the server may know what no window shows. An error or a late answer changes nothing. */
async function ask(flow: Flow): Promise<void> {
  const { session, options } = flow;
  if (!session || !options.getStatus || isSettled(flow)) return;
  flow.askAt = Number.POSITIVE_INFINITY;
  let status: SessionStatus | undefined;
  try {
    status = await askStatus(options.getStatus, session.sessionId);
  } catch {}
  flow.askAt = flow.now() + ASK_EVERY_MS;
  if (flow.session !== session || flow.proved) return;
  if (status === 'success') settle(flow, { status }, 'provider');
  // The flow has failed meanwhile, and the user is offered another try. Only a success ends that.
  else if (flow.state.phase === 'interrupted') return;
  else if (status === 'cancelled') cancel(flow, 'user_cancelled', 'provider');
  else if (status === 'failed')
    fail(flow, new ConsentError('provider_error', 'getStatus says failed'), 'provider');
}

async function askStatus(source: StatusSource, sessionId: string): Promise<SessionStatus> {
  if (typeof source === 'function') return source(sessionId);
  return ((await (await post(source, { session_id: sessionId })).json()) as { status: SessionStatus }).status;
}

/** The host page's own policy has refused a frame: the provider's, a bank's, or one that is not ours. */
export function onRefusal(flow: Flow, origin: string): void {
  const { facts, session, mode, state } = flow;
  if (mode !== 'iframe' || state.phase !== 'active') return;
  if (origin !== session?.authUrl.origin) {
    facts.refusedAt = flow.now();
  } else if (flow.interactive) {
    leave(flow);
    facts.quietAt = undefined;
    go(flow, { phase: 'blocked' });
  } else fail(flow, blocked(flow));
}
