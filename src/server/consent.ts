import { invalidOption } from './check.ts';
import { badResponse } from './read-list.ts';

/** A consent as the platform's API sends it: fields that this version does not know are there, too. */
export interface Consent {
  /** What renews and revokes it. */
  arrangement_id: string;
  /** `false` once it has expired or was revoked. There is no `status`. */
  active: boolean;
  /** When it was first given: an RFC 3339 time. A renewal may leave it as it is. */
  created_at: string;
  /** When the user last agreed to it: given or renewed. */
  last_consent?: string | null;
  expires_at?: string | null;
  end_user_id?: string;
  institution_id?: string;
  institution_name?: string;
  permissions?: string[];
  /** Why it is no longer active. */
  termination_reason?: string | null;
  [field: string]: unknown;
}

/** @throws ConsentServerError `bad_response`, naming the field: a wrong one would read as "no consent" for ever. */
export function toConsent(raw: Record<string, unknown>, what: string): Consent {
  const { arrangement_id, active, created_at } = raw;
  if (typeof arrangement_id !== 'string' || !arrangement_id) throw badResponse(what, 'no arrangement_id');
  if (typeof active !== 'boolean') throw badResponse(what, 'active must be true or false');
  if (Number.isNaN(timeOf(created_at))) throw badResponse(what, 'created_at must be an RFC 3339 time');
  return raw as Consent;
}

/**
 * The active consents that the user has agreed to at or after `since` (Unix milliseconds). The newer of `created_at` and
 * `last_consent` counts, since a renewal may leave the first as it was.
 */
export function agreedSince(consents: readonly Consent[], since: number): Consent[] {
  return consents.filter(({ active, created_at, last_consent }) => {
    const times = [created_at, last_consent].map(timeOf).filter((time) => !Number.isNaN(time));
    return active && Math.max(...times) >= since;
  });
}

/** Before this, a number of milliseconds is a number of seconds: it would let every consent count as new. */
const EARLIEST_MS = 1e11;

export function checkTime(value: unknown): number {
  const ms = value instanceof Date ? value.getTime() : value;
  if (typeof ms === 'number' && ms >= EARLIEST_MS) return ms;
  throw invalidOption('time', 'a Date or Unix milliseconds');
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
