import type { Page } from '../browser/page.ts';
import type { OpenSession } from '../flow/mint.ts';
import type { AuthSessionJson } from '../model/auth-session.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { SessionSource } from '../model/options.ts';
import type { Ahead, Request, Tools } from './ahead.ts';

/** A session that has less time left is of no use: the user needs some to log in at the bank. */
const MARGIN_MS = 120_000;
/** How long an answer may take, and how long after a failure nothing is asked ahead. */
const PATIENCE_MS = 30_000;

/** What is held: one session that nobody has used, or the request for it. */
interface Held {
  readonly from: unknown;
  readonly key: string | undefined;
  /** Resolves to undefined where no session came. */
  readonly answer: Promise<AuthSessionJson | undefined>;
  /** Calls the request off. */
  readonly minting: AbortController;
  /** Ends when it is used or thrown away. */
  readonly waiting: AbortController;
  /** Until when it may be used, and nothing else is asked for. */
  until: number;
}

/**
 * Asks for the session of the next press, and keeps it in memory. Nothing is asked where one is held or no press is to be
 * expected, and nothing where the user saves data. No error is told: the press asks anew.
 */
export function mintAhead(request: Request, tools: Tools, yields = false): void {
  const { starting } = tools.pageState<{ starting?: ConsentFlow }>(window, 'starting', () => ({}));
  if (savesData() || isEnough(request.flow) || isEnough(starting) || !canBeAsked(request.session)) return;
  tools.pageState(window, 'ahead', () => createAhead(window, tools, tools.page(window))).ask(request, yields);
}

/** Only Chromium tells. */
export function savesData(): boolean {
  return !!(navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
}

/**
 * Focus and pointer come back to the button when a flow's dialog goes. While its window is open, or once the user has
 * connected, nobody has another press in mind.
 */
function isEnough(flow: ConsentFlow | undefined): boolean {
  const { state } = flow ?? {};
  return !!state && (state.phase !== 'settled' || state.outcome.status === 'success');
}

/** A session given as a value was minted already. */
function canBeAsked(session: unknown): boolean {
  return typeof session === 'string' || typeof session === 'function';
}

/** The one of a page. */
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
      // A page that comes back out of the back/forward cache may be another user's by then.
      win.addEventListener('pagehide', drop, { signal: held.waiting.signal });
    },
    take(request) {
      const { key, session } = request;
      // Another user, or whatever else the key stands for: it is of no use any more.
      if (held && (held.key !== key || page.now() >= held.until)) drop();
      if (!held || held.from !== comesFrom(request)) return undefined;
      const taken = held;
      held = undefined;
      taken.waiting.abort();
      return sourceOf(taken, session, tools);
    },
  };
}

/** What tells that two requests are for the same session, beside the key. */
function comesFrom({ session, of = session }: Request): unknown {
  return typeof session === 'string' ? session : of;
}

function start({ session, key, allowedOrigins }: Request, from: unknown, { mint }: Tools, page: Page): Held {
  const minting = new AbortController();
  const asker = { id: page.newId(), origin: page.origin, options: { allowedOrigins }, now: page.now };
  const answer = mint(session, asker, minting.signal).then((minted) => {
    const now = page.now();
    // Where the page's clock is wrong, all sessions look expired: no use to ask for one at every move of the pointer.
    const isUsable = 'sessionId' in minted && minted.expiresAt > now;
    held.until = isUsable ? goodUntil(minted, now) : now + PATIENCE_MS;
    return isUsable ? toJson(minted) : undefined;
  });
  const waiting = new AbortController();
  const held: Held = { from, key, answer, minting, waiting, until: page.now() + PATIENCE_MS };
  return held;
}

/** Where sessions are short-lived, half of its life. */
function goodUntil({ expiresAt }: OpenSession, now: number): number {
  return expiresAt - Math.min(MARGIN_MS, (expiresAt - now) / 2);
}

/** By the page's own clock. The flow checks it all again, by its own options. */
function toJson({ sessionId, authUrl, expiresAt, flowId }: OpenSession): AuthSessionJson {
  return {
    session_id: sessionId,
    auth_url: authUrl.href,
    expires_at: Math.floor(expiresAt / 1000),
    ...(flowId && { flow_id: flowId }),
  };
}

/** Gives it the first time; a retry mints anew, and so does a press that found none. */
function sourceOf({ answer, minting }: Held, session: SessionSource, { ask }: Tools): SessionSource {
  let isFirst = true;
  return async (context) => {
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
}
