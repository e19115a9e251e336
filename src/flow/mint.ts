import { parseAuthSession } from '../model/auth-session.ts';
import { ConsentError, isConsentError, type Retry } from '../model/consent-error.ts';
import type { OpenConsentOptions, SessionContext, SessionSource } from '../model/options.ts';
import { type AuthUrl, checkAuthUrl } from '../protocol/auth-url.ts';

/** A session that has been checked and can be opened. */
export interface OpenSession {
  sessionId: string;
  authUrl: AuthUrl;
  /** Those that the provider's messages may come from: that of the address, and what the integrator listed. */
  origins: readonly string[];
  /** Milliseconds of the page's own clock, however wrong that is. */
  expiresAt: number;
  /** The flow id that the callback addresses carry; undefined where they carry none. */
  flowId: string | undefined;
}

/** What the page that asks for a session knows. */
interface Asker {
  /** The flow that it is for. */
  readonly id: string;
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
  const { sessionId, authUrl: raw, expiresAt, flowId } = parseAuthSession(json);
  const { allowedOrigins } = options;
  const authUrl = checkAuthUrl(raw, origin, allowedOrigins);
  return {
    sessionId,
    authUrl,
    origins: [authUrl.origin, ...(allowedOrigins ?? [])],
    expiresAt: expiresAt * 1000 - serverAheadMs,
    flowId,
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
    const answer = await ask(source, { signal, flowId: asker.id });
    if (!isResponse(answer)) return openSession(answer, asker);
    const serverAheadMs = Date.parse(String(answer.headers.get('date'))) - asker.now();
    return openSession(await readJson(answer), asker, serverAheadMs || 0);
  } catch (cause) {
    return isConsentError(cause) ? cause : requestFailed('the session function threw', { cause });
  }
}

/** Asks once, and gives what comes as it is. */
export function ask(source: SessionSource, context: SessionContext): unknown {
  if (typeof source === 'function') return source(context);
  return typeof source === 'string' ? post(source, { flow_id: context.flowId }, context.signal) : source;
}

/** Asks the integrator's server. */
export function post(url: string, body: object, signal?: AbortSignal): Promise<Response> {
  const json = 'application/json';
  return fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': json, accept: json },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

/** Not by `instanceof`: the fetch may be another frame's, or a polyfill. */
function isResponse(answer: unknown): answer is Response {
  return typeof (answer as Response | undefined)?.json === 'function' && 'ok' in (answer as Response);
}

async function readJson(response: Response): Promise<unknown> {
  const { ok, status } = response;
  const says = `the server answered ${status}`;
  if (!ok) throw requestFailed(says, { status, retry: RETRY[status] });
  return response.json().catch((cause) => {
    throw requestFailed(`${says}, not with JSON`, { cause });
  });
}

/** Whoever is not logged in, or may not, is no further by asking again; whoever is too many may be later. */
const RETRY: Readonly<Record<number, Retry>> = { 401: 'none', 403: 'none', 429: 'later', 503: 'later' };

export function requestFailed(
  why: string,
  more: { cause?: unknown; status?: number; retry?: Retry | undefined } = {},
): ConsentError {
  return new ConsentError('session_request_failed', why, more);
}
