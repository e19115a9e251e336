/** What is known about the window or frame with the provider's pages. Times are milliseconds of the page's clock. */
export interface Facts {
  /** When the session expires. Unknown while it is being minted. */
  expiresAt?: number | undefined;
  /** Whether a COOP header may have cut the window off. Never true for a frame, or for a window that is still blank. */
  severable: boolean;
  /** When the window was opened. Not set for frames. */
  openedAt?: number | undefined;
  /** When `closed` was first seen to be true. `blind`: the window had not been looked at for a long time before. */
  gone?: { at: number; blind: boolean } | undefined;
  /** Whether the host page was without focus, or hidden, at some beat since the window opened. */
  lost: boolean;
  /** When the host page last got its focus or its visibility back. */
  returnedAt?: number;
  /** From when on a silent frame is suspicious. */
  quietAt?: number | undefined;
  /** How many pages the frame has loaded, and when it loaded the newest (`loadedAt`). */
  loads?: number;
  loadedAt?: number;
  /** When the host page's policy last refused a page in any frame. */
  refusedAt?: number;
  /** When a close is believed even without an answer of `getStatus`. */
  believeAt?: number;
}

/** The verdict on the facts. `unsure` means: judge again at the next beat. */
export type Verdict = 'open' | 'unsure' | 'blocked' | 'closed' | 'detached' | 'quiet' | 'expired';

/** Some popup blockers let a window open and close it within this time. A user takes longer. */
export const BLOCKER_MS = 150;

/**
 * The longest normal time between two looks at the window. After a longer time the page was frozen or throttled, and
 * its focus proves nothing.
 */
export const BLIND_AFTER_MS = 2000;
/** A close waits this long, because a result that is on its way takes precedence. */
const CLOSE_GRACE_MS = 800;
/**
 * On a real close the host page gets its focus back within about 40 ms (measured in three engines), and the pulse looks
 * again soon after every return. With a longer time, a user who only clicks back on the page while COOP cuts the window
 * off would count as one who has closed it.
 */
const RETURN_BEFORE_MS = 150;
const RETURN_AFTER_MS = 1000;
/**
 * Without any focus evidence (automation, or a window that opened in the background) a close is believed after this.
 */
const NO_EVIDENCE_MS = 3000;
/** A result that left the provider in the session's last moment may still be on its way. */
export const EXPIRY_GRACE_MS = 2000;

/**
 * Decides from the facts alone whether a window is open, was closed by the user, or can no longer be watched.
 * `popup.closed` proves nothing: a Cross-Origin-Opener-Policy header of any page on the way sets it to true while the
 * window is still open. The focus tells these cases apart. A real close gives it back to the host page; a window that
 * was cut off keeps it.
 */
export function judge(facts: Facts, now: number): Verdict {
  const { gone, expiresAt = Number.POSITIVE_INFINITY, quietAt = Number.POSITIVE_INFINITY } = facts;
  const verdict = gone && judgeGone(facts, gone, now);
  // A window that the user has closed is a cancel, even after the session has expired.
  if (verdict !== 'closed' && verdict !== 'blocked' && now >= expiresAt + EXPIRY_GRACE_MS) return 'expired';
  return verdict ?? (now >= quietAt ? 'quiet' : 'open');
}

function judgeGone(facts: Facts, gone: { at: number; blind: boolean }, now: number): Verdict {
  const closed = gone.at - (facts.openedAt ?? 0) <= BLOCKER_MS ? 'blocked' : 'closed';
  if (!facts.severable) return closed;
  if (gone.blind) return 'detached';
  const since = now - gone.at;
  if (facts.lost && hasReturned(facts, gone.at)) return since < CLOSE_GRACE_MS ? 'unsure' : closed;
  // The events that the focus left and came back may arrive after the close.
  if (since < RETURN_AFTER_MS) return 'unsure';
  if (facts.lost) return 'detached';
  // A window that was closed before the first look never took the focus.
  return closed === 'closed' && since < NO_EVIDENCE_MS ? 'detached' : closed;
}

/**
 * Notes that the host page has its focus back. A return that proves a close is kept, and not replaced by a later one.
 */
export function noteReturn(facts: Facts, now: number): void {
  if (!facts.gone || !hasReturned(facts, facts.gone.at)) facts.returnedAt = now;
}

function hasReturned({ returnedAt = Number.NaN }: Facts, goneAt: number): boolean {
  return returnedAt >= goneAt - RETURN_BEFORE_MS && returnedAt <= goneAt + RETURN_AFTER_MS;
}
