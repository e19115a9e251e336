import type { Deadline } from './deadline.ts';
import { isSessionMintError, type SessionMintError } from './session-mint-error.ts';

const FIRST_WAIT_MS = 250;

/**
 * Runs `send` again while the platform is busy, failing or silent.
 *
 * Safe although the requests are POSTs: a token or a session that was made and never arrived is used by nobody and
 * expires by itself. The one thing a repeat costs is a call against the rate limit.
 */
export async function retry<T>(tries: number, deadline: Deadline, send: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await send();
    } catch (error) {
      if (!mayPass(error) || failures >= tries) throw error;
      const wait = waitMs(error, failures);
      if (wait >= deadline.remainingMs()) throw error;
      await deadline.sleep(wait);
    }
  }
}

function mayPass(error: unknown): error is SessionMintError {
  return isSessionMintError(error) && (error.code === 'rate_limited' || error.code === 'unavailable');
}

/** Doubles each time; the random half keeps servers that failed together from coming back together. */
function waitMs(error: SessionMintError, failures: number): number {
  const longest = FIRST_WAIT_MS * 2 ** (failures - 1);
  const backOff = longest / 2 + (Math.random() * longest) / 2;
  return Math.max(backOff, (error.retryAfter ?? 0) * 1000);
}
