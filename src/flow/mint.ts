import { parseAuthSession } from '../model/auth-session.ts';
import { ConsentError, isConsentError } from '../model/consent-error.ts';
import type { OpenConsentOptions, SessionSource } from '../model/options.ts';
import { type AuthUrl, checkAuthUrl } from '../protocol/auth-url.ts';

/** A session that has been checked and can be opened. */
export interface OpenSession {
  sessionId: string;
  authUrl: AuthUrl;
  /** The provider's origin. */
  origin: string;
  /** Milliseconds of the page's own clock, however wrong that is. */
  expiresAt: number;
}

type Policy = Pick<OpenConsentOptions, 'allowedOrigins'> & { pageOrigin: string };

/**
 * Checks a session.
 *
 * @param serverAheadMs by how much the clock that `expires_at` was made by is ahead of the page's.
 * @throws ConsentError `session_request_failed` or `invalid_auth_url`
 */
export function openSession(json: unknown, policy: Policy, serverAheadMs = 0): OpenSession {
  const { sessionId, authUrl: raw, expiresAt } = parseAuthSession(json);
  const authUrl = checkAuthUrl(raw, policy.pageOrigin, policy.allowedOrigins);
  return { sessionId, authUrl, origin: new URL(authUrl).origin, expiresAt: expiresAt * 1000 - serverAheadMs };
}

/** Gets a session from its source. Rejects with a {@link ConsentError}. */
export async function mint(
  source: SessionSource,
  policy: Policy,
  signal: AbortSignal,
  now: () => number,
): Promise<OpenSession> {
  await null; // nothing of the integrator's is called inside openConsent()
  try {
    signal.throwIfAborted();
    const answer: unknown = typeof source === 'function' ? await source({ signal }) : source;
    if (!isResponse(answer)) return openSession(answer, policy);
    const serverAheadMs = Date.parse(answer.headers.get('date') ?? '') - now();
    return openSession(await readJson(answer), policy, serverAheadMs || 0);
  } catch (cause) {
    if (isConsentError(cause)) throw cause;
    throw requestFailed('the session function threw', cause);
  }
}

/** Not by `instanceof`: the fetch may be another frame's, or a polyfill. */
function isResponse(answer: unknown): answer is Response {
  return typeof (answer as Response | undefined)?.json === 'function' && 'ok' in (answer as Response);
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw requestFailed(`the server answered ${response.status}`);
  try {
    return await response.json();
  } catch (cause) {
    throw requestFailed(`the server answered ${response.status} with something that is not JSON`, cause);
  }
}

export function requestFailed(why: string, cause?: unknown): ConsentError {
  return new ConsentError('session_request_failed', `open-consent: ${why}`, { retry: 'new_session', cause });
}
