import type { Api, CallOptions } from './api.ts';
import { checkText, optional } from './check.ts';
import { knownFields } from './known-fields.ts';
import { badResponse } from './read-list.ts';

/** An institution as the platform's API sends it: fields that this version does not know are there, too. */
export interface Institution {
  /** What `institutionId` takes. */
  id: string;
  name: string;
  /** Addresses of pictures. */
  icon?: string | null;
  logo?: string | null;
  /** For example `banking` or `energy`. */
  industry?: string;
  /** `false` where your client cannot use it: with sandbox keys that is every real bank. */
  is_accessible?: boolean;
  status?: { connections?: { status?: InstitutionStatus | (string & {}) } };
  [field: string]: unknown;
}

/** How well connections to an institution work at present. */
export type InstitutionStatus = 'HEALTHY' | 'DEGRADED' | 'OUTAGE';

/** What {@link Institutions.list} takes. */
export interface ListInstitutionsOptions extends CallOptions {
  /** Only those of one industry. Default: all. */
  industry?: string;
}

/** Lists institutions. */
export type ListInstitutions = (options?: ListInstitutionsOptions) => Promise<Institution[]>;

const ROUTE = '/v1/institutions';

/** The one call that wants the client's id in its query. */
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
