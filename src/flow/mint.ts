import { type AuthSessionJson, parseAuthSession } from '../model/auth-session.ts';
import { ConsentError, isConsentError, type Retry } from '../model/consent-error.ts';
import type { OpenConsentOptions, SessionContext, SessionSource } from '../model/options.ts';
import { type AuthUrl, checkAuthUrl } from '../protocol/auth-url.ts';

/** A checked session. */
export interface OpenSession {
  sessionId: string;
  authUrl: AuthUrl;
  /** The origins from which the provider's messages may come: that of `authUrl`, and those of `allowedOrigins`. */
  origins: readonly string[];
  /** In milliseconds of the page's own clock, which may be wrong. */
  expiresAt: number;
  /** The flow id in the callback addresses. Undefined if they have none. */
  flowId: string | undefined;
}

/** What is known about the page that requests a session. */
interface Asker {
  /** The id of the flow. */
  readonly id: string;
  readonly origin: string;
  readonly options: Pick<OpenConsentOptions, 'allowedOrigins'>;
  /** Before it resolves, nothing that comes of the request may run. */
  readonly free?: Promise<void>;
  now(): number;
}

/**
 * Checks a session.
 *
 * @param serverAheadMs how far the server's clock is ahead of the page's clock.
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

/** A function of ours that may already hold the session that it will give next. */
export type HoldingSource = Extract<SessionSource, (context: SessionContext) => unknown> & {
  held?: () => AuthSessionJson | undefined;
};

/** The address to which a press leads, if it is known without a request. */
export function knownUrl(source: SessionSource, asker: Asker): string | undefined {
  const json = typeof source === 'object' ? source : (source as HoldingSource).held?.();
  if (!json) return undefined;
  try {
    const { authUrl, expiresAt } = openSession(json, asker);
    if (expiresAt > asker.now()) return authUrl.href;
  } catch {} // the flow reports what is wrong with it
  return undefined;
}

/** Gets a session from its source. An error is returned as a value. */
export async function mint(
  source: SessionSource,
  asker: Asker,
  signal: AbortSignal,
): Promise<OpenSession | ConsentError> {
  const context = { signal, flowId: asker.id };
  try {
    // A request leaves at once. No function of the integrator runs inside openConsent() itself.
    const sent = typeof source === 'string' ? (ask(source, context) as Promise<Response>) : undefined;
    sent?.catch(() => {}); // a failure is read below, when the browser may already have reported it as unhandled
    await asker.free;
    signal.throwIfAborted();
    const answer = await (sent ?? ask(source, context));
    if (!isResponse(answer)) return openSession(answer, asker);
    const serverAheadMs = Date.parse(String(answer.headers.get('date'))) - asker.now();
    return openSession(await readJson(answer), asker, serverAheadMs || 0);
  } catch (cause) {
    return isConsentError(cause) ? cause : requestFailed('the session function threw', { cause });
  }
}

/** Asks the source once, and returns its answer unchanged. */
export function ask(source: SessionSource, context: SessionContext): unknown {
  if (typeof source === 'function') return source(context);
  return typeof source === 'string' ? post(source, { flow_id: context.flowId }, context.signal) : source;
}

/** Sends a POST request to the integrator's server. */
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

/** Does not use `instanceof`, because the response may come from another frame's fetch, or from a polyfill. */
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

/** After a 401 or 403 another try does not help. After a 429 or 503 it may help later. */
const RETRY: Readonly<Record<number, Retry>> = { 401: 'none', 403: 'none', 429: 'later', 503: 'later' };

export function requestFailed(
  why: string,
  more: { cause?: unknown; status?: number; retry?: Retry | undefined } = {},
): ConsentError {
  return new ConsentError('session_request_failed', why, more);
}
