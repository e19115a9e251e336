import { ConsentError } from './consent-error.ts';

/** A single-use session that a server minted at the platform. */
export interface AuthSession {
  /** The platform's id of the session (`session_id`). The API's `id` field is the id of the client, and is not used. */
  sessionId: string;
  /** The address of the provider's page for this session (`auth_url`). */
  authUrl: string;
  /** When the session expires (`expires_at`), in Unix seconds. */
  expiresAt: number;
  /** The flow id (`flow_id`) in the callback addresses of the session. Absent if they have none. */
  flowId?: string;
}

/** An auth session as the platform's API sends it. A server can pass it on unchanged. */
export interface AuthSessionJson {
  id?: string;
  session_id: string;
  auth_url: string;
  /** Unix seconds, or an RFC 3339 date and time. */
  expires_at: number | string;
  /** The flow id that your server added to `redirect_uri` and `cancel_uri`. Leave it out if it added none. */
  flow_id?: string;
}

/** Ours have 22 characters. A server may make its own. */
const FLOW_ID = /^[\w-]{16,64}$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/**
 * Tells seconds from milliseconds. Every RFC 3339 date is less than this in seconds (the year 9999 is 2.5e11), and
 * every date after 2001 is more than this in milliseconds.
 */
const SECONDS_LIMIT = 1e12;

/**
 * Reads an auth session from the API's JSON, or from an {@link AuthSession}.
 *
 * @throws ConsentError `session_request_failed`. The message names the field and the value that it must have.
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

/** Makes a shallow copy. So a getter runs once, and a getter that throws counts as an answer of the wrong shape. */
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
