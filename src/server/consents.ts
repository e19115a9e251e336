import type { Api, CallOptions } from './api.ts';
import { checkBoolean, checkText, toPathSegment } from './check.ts';
import { agreedSince, type Consent, checkTime, toConsent } from './consent.ts';
import { knownFields } from './known-fields.ts';

/** What {@link Consents.list} takes beside the user. */
export interface ListConsentsOptions extends CallOptions {
  /** Only those that are active, or only those that are not. Default: all. */
  active?: boolean;
}

/** What users have agreed to. Each call rejects with a {@link ConsentServerError}, and nothing else. */
export interface Consents {
  /** All consents of one end user (`GET /v1/consent`), in every version's shape. */
  list(endUserId: string, options?: ListConsentsOptions): Promise<Consent[]>;
  /**
   * The active consents that this user has given or renewed at or after `time` (a `Date`, or Unix milliseconds): what
   * your server may call a success of a session that was minted at that time.
   */
  madeSince(endUserId: string, time: Date | number, options?: CallOptions): Promise<Consent[]>;
  /** Ends a consent (`DELETE /v1/consent/{arrangement_id}`). */
  revoke(arrangementId: string, options?: CallOptions): Promise<void>;
}

const ROUTE = '/v1/consent';

export function createConsents(api: Api): Consents {
  const list: Consents['list'] = async (endUserId, options) => {
    const { active, ...rest } = knownFields(options, ['active', 'signal']);
    const query = {
      end_user_id: checkText(endUserId, 'endUserId'),
      active: active === undefined ? undefined : String(checkBoolean(active, 'active')),
    };
    const raws = await api.list({ route: ROUTE, name: 'consents', query }, rest as CallOptions);
    const all = raws.map((raw) => toConsent(raw, `GET ${ROUTE}`));
    // A platform that does not know the filter must not make one user's consent another's.
    return all.filter((one) => one.end_user_id === undefined || one.end_user_id === endUserId);
  };

  return {
    list,
    async madeSince(endUserId, time, options) {
      const since = checkTime(time);
      return agreedSince(await list(endUserId, { ...options, active: true }), since);
    },
    async revoke(arrangementId, options) {
      const path = `${ROUTE}/${toPathSegment(arrangementId, 'arrangementId')}`;
      await api.send(
        { method: 'DELETE', route: `${ROUTE}/{arrangement_id}`, path, repeatable: true },
        options,
      );
    },
  };
}
