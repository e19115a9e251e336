import { ConsentError, isConsentError } from '../model/consent-error.ts';
import { BLOCKER_MS } from '../model/judge.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { blocked, emit, expired, type Flow, fail, go, isSettled, leave } from './flow.ts';
import { knownUrl, mint, type OpenSession } from './mint.ts';

const MINT_TIMEOUT_MS = 30_000;
const READY_TIMEOUT_MS = 15_000;
/** The usual lifetime in the platform's documentation. Used if the page's clock is wrong. */
const UNKNOWN_LIFETIME_MS = 600_000;

/** Opens a new window for the same session. A flow with a silent or blocked frame also continues in a window. */
export function reopen(flow: Flow): void {
  const { phase } = flow.state;
  if (phase !== 'blocked' && phase !== 'detached' && phase !== 'stalled') return;
  flow.twice ||= phase === 'detached';
  leave(flow);
  goBy(flow, 'popup');
  if (!flow.session) go(flow, { phase: 'preparing' });
  // If this second click is blocked too, the browser has no second window, and `auto` redirects.
  const asked = phase !== 'blocked' || flow.options.mode !== 'auto' || flow.framed;
  if (!isSettled(flow)) openWindow(flow, asked);
}

/** Continues an `interrupted` flow with another session in another window. */
export function retry(flow: Flow): void {
  if (flow.state.phase !== 'interrupted') return;
  const nothing = { session: undefined, ended: undefined, proved: undefined, remark: undefined };
  Object.assign(flow, nothing, { id: flow.newId(), twice: false, askAt: 0 });
  go(flow, { phase: 'preparing' });
  if (isSettled(flow)) return;
  begin(flow);
}

/**
 * Requests a session and opens a window. The request leaves first, because a browser may block the page for 100 ms while
 * it opens a window. Nothing that comes of it runs before the window is there: Firefox lets other tasks run meanwhile.
 */
export function begin(flow: Flow): void {
  let free = () => {};
  flow.free = new Promise((resolve) => {
    free = resolve;
  });
  requestSession(flow);
  if (!isSettled(flow)) openWindow(flow);
  free();
}

/**
 * Opens a window, or prepares a frame. Must run inside the click. `asked`: whether a refused window leads to `blocked`,
 * instead of a failure or a redirect.
 */
function openWindow(flow: Flow, asked: boolean = flow.interactive): void {
  flow.facts = { lost: false, severable: false, expiresAt: flow.session?.expiresAt };
  flow.checkedAt = flow.now();
  const { mode, options, session } = flow;
  // A webview without a second window would send the page at the top away, which only that page could stop.
  const url = flow.foreignTop ? undefined : (session?.authUrl.href ?? knownUrl(options.session, flow));
  flow.launcher = flow.launch(mode, options, url);
  if (!flow.launcher) return onBlocked(flow, asked);
  if (flow.mode === 'popup') lookForBlocker(flow);
  sendOn(flow);
}

/** A timer that is late by no more than this counts as on time, because a busy machine delays timers. */
const LATE_MS = 130;

/** Some blockers let a window open and close it at once. Called after `window.open()`, which may itself take 100 ms. */
function lookForBlocker(flow: Flow): void {
  const openedAt = flow.now();
  const dueAt = openedAt + BLOCKER_MS;
  flow.facts.openedAt = openedAt;
  const look = () => void isGone(flow, flow.now() < dueAt + LATE_MS ? dueAt : flow.now());
  flow.after(BLOCKER_MS, look, flow.life.signal);
}

/** Whether the window reports that it is closed. The next beat decides what that means. */
function isGone({ launcher, facts, now }: Flow, at: number = now()): boolean {
  if (launcher?.gone()) facts.gone ??= { at, blind: false };
  return facts.gone !== undefined;
}

/** The browser refused the window, or a blocker closed it. */
export function onBlocked(flow: Flow, asked: boolean = flow.interactive): void {
  flow.launcher = undefined;
  flow.facts.gone = undefined;
  emit(flow, 'popup_blocked');
  if (asked) return go(flow, { phase: 'blocked' });
  if (flow.options.mode === 'popup' || flow.framed) return fail(flow, blocked(flow));
  goBy(flow, 'redirect');
  openWindow(flow);
}

/** Changes the mode, in the record too: the page that receives the callback reads it there. */
function goBy(flow: Flow, mode: Flow['mode']): void {
  flow.mode = mode;
  flow.records.update(flow.id, { mode });
}

/** Sends the window to the provider as soon as there is a window and a session. Either may come first. */
function sendOn(flow: Flow): void {
  const { launcher, session, mode, facts } = flow;
  if (!launcher || !session) return;
  if (isGone(flow)) return;
  facts.severable = mode === 'popup';
  if (mode === 'iframe') facts.quietAt = flow.now() + readyTimeout(flow.options);
  launcher.navigate(session.authUrl, flow.id);
  emit(flow, 'opened');
  go(flow, { phase: mode === 'redirect' ? 'redirecting' : 'active' });
}

/** How long a page in the frame may be silent, in milliseconds. */
export function readyTimeout({ iframe }: OpenConsentOptions): number {
  return iframe?.readyTimeoutMs ?? READY_TIMEOUT_MS;
}

/** Requests a session. An error on the way makes the flow fail. */
function requestSession(flow: Flow): void {
  request(flow).catch((cause) => {
    const says = 'the window could not navigate';
    fail(flow, new ConsentError('unsupported_context', says, { cause }));
  });
}

/** Mints a session. If it has already expired, mints once more. If the second has too, the page's clock is wrong. */
async function request(flow: Flow, expiredId?: string): Promise<void> {
  const { options, now } = flow;
  const { session: source, mintTimeoutMs = MINT_TIMEOUT_MS } = options;
  const minting = new AbortController();
  const { signal } = minting;
  flow.minting = minting;
  flow.mintUntil = now() + mintTimeoutMs;
  if (typeof source !== 'object')
    void flow.free?.then(() => isSettled(flow) || emit(flow, 'session_requested'));
  const answer = await mint(source, flow, signal);
  if (signal.aborted) return;
  flow.mintUntil = Number.POSITIVE_INFINITY;
  if (isConsentError(answer)) return fail(flow, answer);
  const { sessionId, expiresAt } = answer;
  if (expiresAt > now()) return accept(flow, answer);
  if (expiredId === undefined) return request(flow, sessionId);
  if (expiredId === sessionId) return fail(flow, expired());
  accept(flow, { ...answer, expiresAt: now() + UNKNOWN_LIFETIME_MS });
}

function accept(flow: Flow, session: OpenSession): void {
  flow.session = session;
  if (isUsed(flow, session)) {
    const says = 'this auth session was used before';
    return fail(flow, new ConsentError('session_used', says));
  }
  flow.id = session.flowId ?? flow.id;
  remember(flow, session);
  flow.facts.expiresAt = session.expiresAt;
  emit(flow, 'session_ready');
  sendOn(flow);
}

/** Whether the session was used before. A session that the user has only left may still work. */
function isUsed({ records }: Flow, { sessionId }: OpenSession): boolean {
  return records.all().some(([, { ended = 'page', sessionId: id }]) => id === sessionId && ended !== 'page');
}

/** Stores the flow before the user leaves, so that the page to which the result comes back can find it. */
function remember(flow: Flow, { sessionId, expiresAt, flowId }: OpenSession): void {
  const { id, mode, options } = flow;
  const { state } = options;
  const named = flowId !== undefined;
  flow.records.write(id, { v: 2, mode, sessionId, expiresAt, named, returnUrl: flow.address(), state });
  flow.markTab(id);
  if (mode === 'redirect') return;
  flow.lock = new AbortController();
  flow.holdLock(id, flow.lock.signal);
}
