import type { Page } from '../browser/page.ts';
import type { HoldingSource, OpenSession } from '../flow/mint.ts';
import type { AuthSessionJson } from '../model/auth-session.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { SessionSource } from '../model/options.ts';
import type { Ahead, Request, Tools } from './ahead.ts';

/** A session with less time left is not used, because the user needs time to log in at the bank. */
const MARGIN_MS = 120_000;
/** How long an answer may take, and how long after a failure nothing is requested ahead. */
const PATIENCE_MS = 30_000;

/** The unused session that is held, or the request for it. */
interface Held {
  readonly from: unknown;
  readonly key: string | undefined;
  /** Resolves to undefined if there is no session. */
  readonly answer: Promise<AuthSessionJson | undefined>;
  /** The session, once it is here. */
  minted?: AuthSessionJson | undefined;
  /** Aborts the request. */
  readonly minting: AbortController;
  /** Aborted when the session is used or dropped. */
  readonly waiting: AbortController;
  /** Until when the session may be used and no other is requested. */
  until: number;
}

/**
 * Requests the session of the next press, and keeps it in memory. Does nothing if one is held, if no press is expected,
 * or if the browser is set to save data. Errors are not reported: the press requests again.
 */
export function mintAhead(request: Request, tools: Tools, yields = false): void {
  const { starting } = tools.pageState<{ starting?: ConsentFlow }>(window, 'starting', () => ({}));
  if (savesData() || isEnough(request.flow) || isEnough(starting) || !canBeAsked(request.session)) return;
  tools.pageState(window, 'ahead', () => createAhead(window, tools, tools.page(window))).ask(request, yields);
}

/** Whether the browser is set to save data. Only Chromium reports it. */
export function savesData(): boolean {
  return !!(navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
}

/**
 * Whether no other press is expected: a flow is running, or the user has connected. The focus and the pointer also come
 * back to the button when the dialog of a flow closes, which is not a sign of another press.
 */
function isEnough(flow: ConsentFlow | undefined): boolean {
  const { state } = flow ?? {};
  return !!state && (state.phase !== 'settled' || state.outcome.status === 'success');
}

/** A session given as a value has already been minted. */
function canBeAsked(session: unknown): boolean {
  return typeof session === 'string' || typeof session === 'function';
}

/** Creates the holder. There is one for each page. */
export function createAhead(win: Pick<Window, 'addEventListener'>, tools: Tools, page: Page): Ahead {
  let held: Held | undefined;

  const drop = () => {
    held?.minting.abort();
    held?.waiting.abort();
    held = undefined;
  };

  return {
    ask(request, yields) {
      const { key } = request;
      const from = comesFrom(request);
      const isHeld = held && page.now() < held.until && held.key === key;
      if (isHeld && (yields || held?.from === from)) return;
      drop();
      held = tools.outsideZones(request, (own) => start(own, from, tools, page));
      // When the page comes back out of the back/forward cache, another user may be logged in.
      win.addEventListener('pagehide', drop, { signal: held.waiting.signal });
    },
    take(request) {
      const { key, session } = request;
      // With another key, the session is for another user.
      if (held && (held.key !== key || page.now() >= held.until)) drop();
      if (!held || held.from !== comesFrom(request)) return undefined;
      const taken = held;
      held = undefined;
      taken.waiting.abort();
      return sourceOf(taken, session, tools);
    },
  };
}

/** Two requests are for the same session if this value and the key are the same. */
function comesFrom({ session, of = session }: Request): unknown {
  return typeof session === 'string' ? session : of;
}

function start({ session, key, allowedOrigins }: Request, from: unknown, { mint }: Tools, page: Page): Held {
  const minting = new AbortController();
  const asker = { id: page.newId(), origin: page.origin, options: { allowedOrigins }, now: page.now };
  const answer = mint(session, asker, minting.signal).then((minted) => {
    const now = page.now();
    // If the page's clock is wrong, every session looks expired. Then do not request one at every move of the pointer.
    const isUsable = 'sessionId' in minted && minted.expiresAt > now;
    held.until = isUsable ? goodUntil(minted, now) : now + PATIENCE_MS;
    if (isUsable) held.minted = toJson(minted);
    return held.minted;
  });
  const waiting = new AbortController();
  const held: Held = { from, key, answer, minting, waiting, until: page.now() + PATIENCE_MS };
  return held;
}

/** For a session with a short lifetime: half of the lifetime. */
function goodUntil({ expiresAt }: OpenSession, now: number): number {
  return expiresAt - Math.min(MARGIN_MS, (expiresAt - now) / 2);
}

/** `expires_at` is by the page's own clock. The flow checks the session again, by its own options. */
function toJson({ sessionId, authUrl, expiresAt, flowId }: OpenSession): AuthSessionJson {
  return {
    session_id: sessionId,
    auth_url: authUrl.href,
    expires_at: Math.floor(expiresAt / 1000),
    ...(flowId && { flow_id: flowId }),
  };
}

/** The source gives the held session the first time. A retry requests a new one, and so does a press without one. */
function sourceOf(taken: Held, session: SessionSource, { ask }: Tools): HoldingSource {
  const { answer, minting } = taken;
  let isFirst = true;
  const source: HoldingSource = async (context) => {
    const { signal } = context;
    if (isFirst) {
      isFirst = false;
      signal.addEventListener('abort', () => minting.abort());
      const minted = await answer;
      if (minted) return minted;
      signal.throwIfAborted();
    }
    return ask(session, context) as AuthSessionJson;
  };
  source.held = () => (isFirst ? taken.minted : undefined);
  return source;
}
