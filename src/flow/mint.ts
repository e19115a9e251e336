import { parseAuthSession } from '../model/auth-session.ts';
import { ConsentError, isConsentError } from '../model/consent-error.ts';
import type { OpenConsentOptions, SessionSource } from '../model/options.ts';
import { type AuthUrl, checkAuthUrl } from '../protocol/auth-url.ts';

/** A session that has been checked and can be opened. */
export interface OpenSession {
  sessionId: string;
  authUrl: AuthUrl;
  /** Those that the provider's messages may come from: that of the address, and what the integrator listed. */
  origins: readonly string[];
  /** Milliseconds of the page's own clock, however wrong that is. */
  expiresAt: number;
}

/** What the page that asks for a session knows. */
interface Asker {
  readonly origin: string;
  readonly options: Pick<OpenConsentOptions, 'allowedOrigins'>;
  now(): number;
}

/**
 * Checks a session.
 *
 * @param serverAheadMs by how much the clock that `expires_at` was made by is ahead of the page's.
 * @throws ConsentError `session_request_failed` or `invalid_auth_url`
 */
export function openSession(
  json: unknown,
  { origin, options }: Pick<Asker, 'origin' | 'options'>,
  serverAheadMs = 0,
): OpenSession {
  const { sessionId, authUrl: raw, expiresAt } = parseAuthSession(json);
  const { allowedOrigins } = options;
  const authUrl = checkAuthUrl(raw, origin, allowedOrigins);
  return {
    sessionId,
    authUrl,
    origins: [authUrl.origin, ...(allowedOrigins ?? [])],
    expiresAt: expiresAt * 1000 - serverAheadMs,
  };
}

/** Gets a session from its source; or what went wrong, as a value. */
export async function mint(
  source: SessionSource,
  asker: Asker,
  signal: AbortSignal,
): Promise<OpenSession | ConsentError> {
  await null; // nothing of the integrator's is called inside openConsent()
  try {
    signal.throwIfAborted();
    const answer: unknown = typeof source === 'function' ? await source({ signal }) : source;
    if (!isResponse(answer)) return openSession(answer, asker);
    const serverAheadMs = Date.parse(String(answer.headers.get('date'))) - asker.now();
    return openSession(await readJson(answer), asker, serverAheadMs || 0);
  } catch (cause) {
    return isConsentError(cause) ? cause : requestFailed('the session function threw', cause);
  }
}

/** Not by `instanceof`: the fetch may be another frame's, or a polyfill. */
function isResponse(answer: unknown): answer is Response {
  return typeof (answer as Response | undefined)?.json === 'function' && 'ok' in (answer as Response);
}

async function readJson(response: Response): Promise<unknown> {
  const says = `the server answered ${response.status}`;
  if (!response.ok) throw requestFailed(says);
  return response.json().catch((cause) => {
    throw requestFailed(`${says}, not with JSON`, cause);
  });
}

export function requestFailed(why: string, cause?: unknown): ConsentError {
  return new ConsentError('session_request_failed', why, { cause });
}
