import type { Api, CallOptions } from './api.ts';
import { checkBoolean, checkText, toPathSegment } from './check.ts';
import { agreedSince, type Consent, checkTime, toConsent } from './consent.ts';
import { knownFields } from './known-fields.ts';

/** The options of {@link Consents.list}. */
export interface ListConsentsOptions extends CallOptions {
  /** `true` for active consents only, `false` for inactive ones only. Default: all. */
  active?: boolean;
}

/** The consents of your users. Each call rejects with a {@link ConsentServerError}, and nothing else. */
export interface Consents {
  /** Lists the consents of one end user (`GET /v1/consent`), with any version of the API. */
  list(endUserId: string, options?: ListConsentsOptions): Promise<Consent[]>;
  /**
   * Lists the active consents that this user has given or renewed at or after `time` (a `Date` or Unix milliseconds).
   * If there is one since a session was minted, your server can treat the session as successful.
   */
  madeSince(endUserId: string, time: Date | number, options?: CallOptions): Promise<Consent[]>;
  /** Revokes a consent (`DELETE /v1/consent/{arrangement_id}`). */
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
    // If the platform ignores the filter, one user must not get the consent of another.
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
