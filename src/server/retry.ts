import { type ConsentServerError, isConsentServerError } from './consent-server-error.ts';
import type { Deadline } from './deadline.ts';

const FIRST_WAIT_MS = 250;

/**
 * Runs `send` again while the platform is busy, failing or silent.
 *
 * Most POSTs may be repeated: a token or a session that was made and never arrived is used by nobody and expires by
 * itself. What may not be is repeated only where the platform has certainly not acted on it.
 */
export async function retry<T>(
  tries: number,
  deadline: Deadline,
  send: () => Promise<T>,
  repeatable = true,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await send();
    } catch (error) {
      if (!mayPass(error) || !(repeatable || hasNotActed(error)) || failures >= tries) throw error;
      const wait = waitMs(error, failures);
      if (wait >= deadline.remainingMs()) throw error;
      await deadline.sleep(wait);
    }
  }
}

function mayPass(error: unknown): error is ConsentServerError {
  return isConsentServerError(error) && (error.code === 'rate_limited' || error.code === 'unavailable');
}

function hasNotActed({ code, unsent }: ConsentServerError): boolean {
  return code === 'rate_limited' || unsent === true;
}

/** Doubles each time; the random half keeps servers that failed together from coming back together. */
function waitMs(error: ConsentServerError, failures: number): number {
  const longest = FIRST_WAIT_MS * 2 ** (failures - 1);
  const backOff = longest / 2 + (Math.random() * longest) / 2;
  return Math.max(backOff, (error.retryAfter ?? 0) * 1000);
}
