/** What is known of the window (or frame) that the provider's pages are in. Times are milliseconds of the page's clock. */
export interface Facts {
  /** When the session stops working; unknown while it is being minted. */
  expiresAt?: number | undefined;
  /** Whether a COOP header can have taken the window from us: never a frame, nor a window that is still blank. */
  severable: boolean;
  /** When the window was opened; not for frames. */
  openedAt?: number | undefined;
  /** When `closed` was first seen true; `blind` when nobody had looked for long before. */
  gone?: { at: number; blind: boolean } | undefined;
  /** Whether the host page was seen without focus, or hidden, at some beat since the window opened. */
  lost: boolean;
  /** When the host page last got its focus, or its visibility, back. */
  returnedAt?: number;
  /** When a silent frame becomes a suspicious one. */
  quietAt?: number | undefined;
  /** How many pages the frame has loaded, and when the newest. */
  loads?: number;
  loadedAt?: number;
  /** When the host page's policy last refused a page of some frame. */
  refusedAt?: number;
  /** When a close is believed, whatever `getStatus` says by then. */
  believeAt?: number;
}

/** What the facts amount to; `unsure` means: ask again at the next beat. */
export type Verdict = 'open' | 'unsure' | 'blocked' | 'closed' | 'detached' | 'quiet' | 'expired';

/** Some blockers let a window open, and close it within that; a user takes longer. */
export const BLOCKER_MS = 150;

/** Between two looks at the window, at most; past it the page was frozen or throttled and its focus proves nothing. */
export const BLIND_AFTER_MS = 2000;
/** A result that is on its way when the window goes wins over the close. */
const CLOSE_GRACE_MS = 800;
/**
 * On a real close the host page gets its focus back within about 40 ms (measured in three engines), and the pulse looks
 * again soon after every return. A longer time before would take a user who just clicks back on the page, while the
 * window is being severed, for one who has closed it.
 */
const RETURN_BEFORE_MS = 150;
const RETURN_AFTER_MS = 1000;
/** With no focus evidence at all (automation; a window opened in the background) the close is believed after this. */
const NO_EVIDENCE_MS = 3000;
/** A result that left the provider in the session's last moment may still be on its way. */
const EXPIRY_GRACE_MS = 2000;

/**
 * Decides, from facts alone, whether a window is there, closed by its user, or out of sight. `popup.closed` is advice:
 * a Cross-Origin-Opener-Policy header anywhere on the way sets it while the user is still there. Focus tells them
 * apart: a real close gives it back to the host page, a severed window keeps it.
 */
export function judge(facts: Facts, now: number): Verdict {
  const { gone, expiresAt = Number.POSITIVE_INFINITY, quietAt = Number.POSITIVE_INFINITY } = facts;
  const verdict = gone && judgeGone(facts, gone, now);
  // What the user has closed is no failure, however late.
  if (verdict !== 'closed' && verdict !== 'blocked' && now >= expiresAt + EXPIRY_GRACE_MS) return 'expired';
  return verdict ?? (now >= quietAt ? 'quiet' : 'open');
}

function judgeGone(facts: Facts, gone: { at: number; blind: boolean }, now: number): Verdict {
  const closed = gone.at - (facts.openedAt ?? 0) <= BLOCKER_MS ? 'blocked' : 'closed';
  if (!facts.severable) return closed;
  if (gone.blind) return 'detached';
  const since = now - gone.at;
  if (facts.lost && hasReturned(facts, gone.at)) return since < CLOSE_GRACE_MS ? 'unsure' : closed;
  // That the focus went, and that it came back, may be heard of after the close itself.
  if (since < RETURN_AFTER_MS) return 'unsure';
  if (facts.lost) return 'detached';
  // A window that was closed before anybody looked never took the focus.
  return closed === 'closed' && since < NO_EVIDENCE_MS ? 'detached' : closed;
}

/** The host page has its focus back. The return that proves a close is kept: a later one proves nothing more. */
export function noteReturn(facts: Facts, now: number): void {
  if (!facts.gone || !hasReturned(facts, facts.gone.at)) facts.returnedAt = now;
}

function hasReturned({ returnedAt = Number.NaN }: Facts, goneAt: number): boolean {
  return returnedAt >= goneAt - RETURN_BEFORE_MS && returnedAt <= goneAt + RETURN_AFTER_MS;
}
