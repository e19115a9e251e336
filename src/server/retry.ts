import { type ConsentServerError, isConsentServerError } from './consent-server-error.ts';
import type { Deadline } from './deadline.ts';

const FIRST_WAIT_MS = 250;

/**
 * Retries `send` while the platform is busy, fails or does not answer.
 *
 * Most POST requests are repeatable: a token or a session that never arrived is not used, and expires. Other requests
 * are repeated only if the platform has certainly not acted on them.
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

/** The wait doubles each time. Half of it is random, so that servers that failed together do not retry together. */
function waitMs(error: ConsentServerError, failures: number): number {
  const longest = FIRST_WAIT_MS * 2 ** (failures - 1);
  const backOff = longest / 2 + (Math.random() * longest) / 2;
  return Math.max(backOff, (error.retryAfter ?? 0) * 1000);
}
