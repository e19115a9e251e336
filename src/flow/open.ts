import { ConsentError } from '../model/consent-error.ts';
import type { Facts } from '../model/judge.ts';
import { cancelled, emit, expired, type Flow, fail, isSettled, phaseOf, settle } from './flow.ts';
import { mint, type OpenSession } from './mint.ts';

const MINT_TIMEOUT_MS = 30_000;
const READY_TIMEOUT_MS = 15_000;

/** Opens a window (or a place for one) for the flow. Must run inside the click. */
function openWindow(flow: Flow, blocked: (flow: Flow) => void = onBlocked): void {
  flow.launcher = flow.ports.launcher(flow.mode, flow.id, flow.options);
  flow.facts = newFacts(flow);
  flow.checkedAt = flow.ports.page.now();
  if (flow.launcher.open()) return sendOn(flow);
  flow.launcher = undefined;
  emit(flow, { type: 'popup_blocked' });
  blocked(flow);
}

function onBlocked(flow: Flow): void {
  if (flow.interactive) return waitForClick(flow);
  if (flow.options.mode === 'popup') {
    const says = 'open-consent: the browser blocked the window: call openConsent() inside a click';
    return fail(flow, new ConsentError('popup_blocked', says, { retry: 'new_session' }));
  }
  flow.mode = 'redirect';
  openWindow(flow);
}

function waitForClick(flow: Flow): void {
  flow.progress.go({ phase: 'blocked' });
}

/** A window, inside the click, and a session for it. */
export function begin(flow: Flow): void {
  if (!isSettled(flow)) openWindow(flow);
  if (!isSettled(flow)) void requestSession(flow);
}

/** A new window for the same session; a frame that stays silent goes on in a window too. */
export function reopen(flow: Flow): void {
  const phase = phaseOf(flow);
  if (phase !== 'blocked' && phase !== 'detached' && phase !== 'stalled') return;
  flow.twice ||= phase === 'detached';
  flow.launcher?.close(false);
  flow.mode = 'popup';
  flow.ports.records.update(flow.id, { mode: 'popup' });
  if (!flow.session) flow.progress.go({ phase: 'preparing' });
  if (!isSettled(flow)) openWindow(flow, waitForClick);
}

/** From `interrupted`: another session, in another window, within the same flow. */
export function retry(flow: Flow): void {
  if (phaseOf(flow) !== 'interrupted') return;
  flow.id = flow.ports.page.id();
  flow.session = undefined;
  flow.spent = false;
  flow.twice = false;
  flow.progress.go({ phase: 'preparing' });
  begin(flow);
}

function newFacts(flow: Flow): Facts {
  return { lost: false, severable: false, ...(flow.session && { expiresAt: flow.session.expiresAt }) };
}

/** Both are needed, a window and a session, and either may come first. */
function sendOn(flow: Flow): void {
  const { launcher, session, mode } = flow;
  if (!launcher || !session) return;
  if (launcher.gone()) return settle(flow, cancelled(flow, 'popup_closed'));
  const now = flow.ports.page.now();
  flow.facts.severable = mode === 'popup';
  if (mode === 'iframe') flow.facts.quietAt = now + (flow.options.iframe?.readyTimeoutMs ?? READY_TIMEOUT_MS);
  launcher.navigate(session.authUrl);
  emit(flow, { type: 'opened' });
  flow.progress.go({ phase: mode === 'redirect' ? 'redirecting' : 'active' });
}

/** Mints, and once more where what came has expired already. */
async function requestSession(flow: Flow, again = false): Promise<void> {
  const { options, ports } = flow;
  const { page } = ports;
  const abort = new AbortController();
  flow.minting = { abort, until: page.now() + (options.mintTimeoutMs ?? MINT_TIMEOUT_MS) };
  if (typeof options.session === 'function') emit(flow, { type: 'session_requested' });
  const policy = { pageOrigin: page.origin, allowedOrigins: options.allowedOrigins };
  const answer = await mint(options.session, policy, abort.signal, page.now).catch(
    (error: ConsentError) => error,
  );
  if (abort.signal.aborted) return;
  flow.minting = undefined;
  if (answer instanceof Error) return fail(flow, answer);
  if (answer.expiresAt > page.now()) return accept(flow, answer);
  if (again || typeof options.session !== 'function') return fail(flow, expired());
  return requestSession(flow, true);
}

function accept(flow: Flow, session: OpenSession): void {
  const { records } = flow.ports;
  const { sessionId, expiresAt } = session;
  flow.session = session;
  if (records.ofSession(sessionId)?.spent) {
    const says = 'open-consent: this auth session was used before, and each works once';
    return fail(flow, new ConsentError('session_used', says, { retry: 'new_session' }));
  }
  records.write(flow.id, { v: 1, sessionId, expiresAt, mode: flow.mode });
  flow.facts.expiresAt = expiresAt;
  emit(flow, { type: 'session_ready' });
  sendOn(flow);
}
