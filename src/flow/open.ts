import { ConsentError, isConsentError } from '../model/consent-error.ts';
import { cancel, emit, expired, type Flow, fail, go, isSettled, leave } from './flow.ts';
import { mint, type OpenSession } from './mint.ts';

const MINT_TIMEOUT_MS = 30_000;
const READY_TIMEOUT_MS = 15_000;

/** A new window for the same session; a frame that stays silent goes on in a window too. */
export function reopen(flow: Flow): void {
  const { phase } = flow.state;
  if (phase !== 'blocked' && phase !== 'detached' && phase !== 'stalled') return;
  flow.twice ||= phase === 'detached';
  leave(flow);
  flow.mode = 'popup';
  flow.records.update(flow.id, { mode: 'popup' });
  if (!flow.session) go(flow, { phase: 'preparing' });
  if (!isSettled(flow)) openWindow(flow, true);
}

/** From `interrupted`: another session, in another window, within the same flow. */
export function retry(flow: Flow): void {
  if (flow.state.phase !== 'interrupted') return;
  Object.assign(flow, { id: flow.newId(), session: undefined, spent: false, twice: false, askAt: 0 });
  go(flow, { phase: 'preparing' });
  if (!isSettled(flow)) openWindow(flow);
  if (!isSettled(flow)) void requestSession(flow);
}

/** Opens a window (or a place for one). Must run inside the click. `asked`: it was the user's second. */
export function openWindow(flow: Flow, asked: boolean = flow.interactive): void {
  flow.facts = { lost: false, severable: false, expiresAt: flow.session?.expiresAt };
  flow.checkedAt = flow.now();
  flow.launcher = flow.launch(flow.mode, flow.id, flow.options);
  if (flow.launcher) return sendOn(flow);
  emit(flow, 'popup_blocked');
  if (asked) return go(flow, { phase: 'blocked' });
  if (flow.options.mode === 'popup') {
    const says = 'the browser blocked the window: open it in a click';
    return fail(flow, new ConsentError('popup_blocked', says));
  }
  flow.mode = 'redirect';
  openWindow(flow);
}

/** Both are needed, a window and a session, and either may come first. */
function sendOn(flow: Flow): void {
  const { launcher, session, mode, facts } = flow;
  if (!launcher || !session) return;
  if (launcher.gone()) return cancel(flow, 'popup_closed');
  facts.severable = mode === 'popup';
  if (mode === 'iframe')
    facts.quietAt = flow.now() + (flow.options.iframe?.readyTimeoutMs ?? READY_TIMEOUT_MS);
  launcher.navigate(session.authUrl);
  emit(flow, 'opened');
  go(flow, { phase: mode === 'redirect' ? 'redirecting' : 'active' });
}

/** Mints, and once more where what came has expired already. */
export async function requestSession(flow: Flow, again = false): Promise<void> {
  const { options, now } = flow;
  const { session: source, mintTimeoutMs = MINT_TIMEOUT_MS } = options;
  const minting = new AbortController();
  const { signal } = minting;
  flow.minting = minting;
  flow.mintUntil = now() + mintTimeoutMs;
  if (typeof source === 'function') emit(flow, 'session_requested');
  const answer = await mint(source, flow, signal);
  if (signal.aborted) return;
  flow.mintUntil = Number.POSITIVE_INFINITY;
  if (isConsentError(answer)) return fail(flow, answer);
  if (answer.expiresAt > now()) return accept(flow, answer);
  if (again || typeof source !== 'function') return fail(flow, expired());
  return requestSession(flow, true);
}

function accept(flow: Flow, session: OpenSession): void {
  const { records, mode } = flow;
  const { sessionId, expiresAt } = session;
  flow.session = session;
  if (records.ofSession(sessionId)?.spent) {
    const says = 'this auth session was used before';
    return fail(flow, new ConsentError('session_used', says));
  }
  records.write(flow.id, { v: 1, sessionId, expiresAt, mode });
  flow.facts.expiresAt = expiresAt;
  emit(flow, 'session_ready');
  sendOn(flow);
}
