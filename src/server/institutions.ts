import type { Api, CallOptions } from './api.ts';
import { checkText, optional } from './check.ts';
import { knownFields } from './known-fields.ts';
import { badResponse } from './read-list.ts';

/** An institution as the platform's API sends it, including fields that this version does not know. */
export interface Institution {
  /** The value for `institutionId`. */
  id: string;
  name: string;
  /** The address of a picture, like `logo`. */
  icon?: string | null;
  logo?: string | null;
  /** For example `banking` or `energy`. */
  industry?: string;
  /** `false` if your client cannot use it. With sandbox keys that is every real bank. */
  is_accessible?: boolean;
  status?: { connections?: { status?: InstitutionStatus | (string & {}) } };
  [field: string]: unknown;
}

/** How well connections to an institution work at present. */
export type InstitutionStatus = 'HEALTHY' | 'DEGRADED' | 'OUTAGE';

/** The options of {@link Institutions.list}. */
export interface ListInstitutionsOptions extends CallOptions {
  /** Lists institutions of one industry only. Default: all. */
  industry?: string;
}

/** Lists institutions. */
export type ListInstitutions = (options?: ListInstitutionsOptions) => Promise<Institution[]>;

const ROUTE = '/v1/institutions';

/** This is the only call that needs the client id in its query. */
export function createInstitutionList(api: Api, clientId: string): ListInstitutions {
  return async (options) => {
    const { industry, ...rest } = knownFields(options, ['industry', 'signal']);
    const query = { client_id: clientId, industry: optional(industry, 'industry', checkText) };
    const all = await api.list({ route: ROUTE, name: 'institutions', query }, rest as CallOptions);
    return all.map(toInstitution);
  };
}

function toInstitution(raw: Record<string, unknown>): Institution {
  const { id, name } = raw;
  if (typeof id === 'string' && id && typeof name === 'string') return raw as Institution;
  throw badResponse(`GET ${ROUTE}`, 'an institution without id or name');
}
