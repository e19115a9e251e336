import { invalidOption } from './check.ts';
import { badResponse } from './read-list.ts';

/** A consent as the platform's API sends it, including fields that this version does not know. */
export interface Consent {
  /** The id with which you renew or revoke it. */
  arrangement_id: string;
  /** `false` after it has expired or was revoked. There is no `status` field. */
  active: boolean;
  /** When it was first given, as an RFC 3339 time. A renewal may leave it unchanged. */
  created_at: string;
  /** When the user last gave or renewed it. */
  last_consent?: string | null;
  expires_at?: string | null;
  end_user_id?: string;
  institution_id?: string;
  institution_name?: string;
  permissions?: string[];
  /** Why it is not active any more. */
  termination_reason?: string | null;
  [field: string]: unknown;
}

/** @throws ConsentServerError `bad_response`, naming the field. A wrong field would read as "no consent" for ever. */
export function toConsent(raw: Record<string, unknown>, what: string): Consent {
  const { arrangement_id, active, created_at } = raw;
  if (typeof arrangement_id !== 'string' || !arrangement_id) throw badResponse(what, 'no arrangement_id');
  if (typeof active !== 'boolean') throw badResponse(what, 'active must be true or false');
  if (Number.isNaN(timeOf(created_at))) throw badResponse(what, 'created_at must be an RFC 3339 time');
  return raw as Consent;
}

/**
 * The active consents that the user has agreed to at or after `since` (Unix milliseconds). The newer of `created_at`
 * and `last_consent` counts, because a renewal may leave `created_at` unchanged.
 */
export function agreedSince(consents: readonly Consent[], since: number): Consent[] {
  return consents.filter(({ active, created_at, last_consent }) => {
    const times = [created_at, last_consent].map(timeOf).filter((time) => !Number.isNaN(time));
    return active && Math.max(...times) >= since;
  });
}

/** A smaller number must be seconds instead of milliseconds, and would make every consent count as new. */
const EARLIEST_MS = 1e11;

export function checkTime(value: unknown): number {
  const ms = value instanceof Date ? value.getTime() : value;
  if (typeof ms === 'number' && ms >= EARLIEST_MS) return ms;
  throw invalidOption('time', 'a Date or Unix milliseconds');
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
