import { ConsentError } from './consent-error.ts';

/** A single-use session that a server minted at the platform. */
export interface AuthSession {
  /** The platform's id of the session (`session_id`); its `id` is the client's, and not used here. */
  sessionId: string;
  /** Where the user must go (`auth_url`). */
  authUrl: string;
  /** When it stops working (`expires_at`), in Unix seconds. */
  expiresAt: number;
  /** The flow id (`flow_id`) that its callback addresses carry home; absent where they carry none. */
  flowId?: string;
}

/** An auth session as the platform's API sends it: what a server may pass on as it is. */
export interface AuthSessionJson {
  id?: string;
  session_id: string;
  auth_url: string;
  /** Unix seconds, or an RFC 3339 date and time. */
  expires_at: number | string;
  /** The flow id that your server put into `redirect_uri` and `cancel_uri`; leave it out where it put none. */
  flow_id?: string;
}

/** Ours have 22 letters; a server may make its own. */
const FLOW_ID = /^[\w-]{16,64}$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Beyond any RFC 3339 date in seconds (the year 9999 is 2.5e11), and long past for milliseconds (2001). */
const SECONDS_LIMIT = 1e12;

/**
 * Reads an auth session from the API's JSON (or from an {@link AuthSession}).
 *
 * @throws ConsentError `session_request_failed`, naming the field and what it takes.
 */
export function parseAuthSession(json: unknown): AuthSession {
  const raw = readFields(json);
  const flowId = raw['flow_id'] ?? raw['flowId'];
  if (flowId != null && !(typeof flowId === 'string' && FLOW_ID.test(flowId)))
    throw wrong('flow_id', '16 to 64 letters, digits, - or _');
  return {
    sessionId: text(raw['session_id'] ?? raw['sessionId'], 'session_id'),
    authUrl: text(raw['auth_url'] ?? raw['authUrl'], 'auth_url'),
    expiresAt: unixSeconds(raw['expires_at'] ?? raw['expiresAt']),
    ...(flowId != null && { flowId }),
  };
}

/** A shallow copy, so that a getter runs once and one that throws is an answer of the wrong shape, no more. */
function readFields(json: unknown): Record<string, unknown> {
  try {
    if (typeof json === 'object' && json) return { ...json };
  } catch {}
  throw wrong('the auth session', 'an object');
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value) return value;
  throw wrong(field, 'a non-empty string');
}

function unixSeconds(value: unknown): number {
  const isDate = typeof value === 'string' && RFC_3339.test(value);
  const seconds = (isDate ? Math.floor(Date.parse(value) / 1000) : value) as number;
  if (Number.isSafeInteger(seconds) && seconds > 0) {
    if (seconds < SECONDS_LIMIT) return seconds;
    throw wrong('expires_at', 'seconds, not milliseconds');
  }
  throw wrong('expires_at', 'Unix seconds or an RFC 3339 time');
}

function wrong(what: string, takes: string): ConsentError {
  return new ConsentError('session_request_failed', `${what} must be ${takes}`);
}
