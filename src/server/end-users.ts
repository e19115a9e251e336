import type { Api, CallOptions } from './api.ts';
import { checkText, optional, toPathSegment } from './check.ts';
import { knownFields } from './known-fields.ts';
import { badResponse, isObject } from './read-list.ts';

/** The fields of a new end user. The platform requires none of them. */
export interface CreateEndUserInput {
  email?: string;
  name?: string;
  /** In E.164 form, for example `+61412345678`. */
  phone?: string;
  /** An Australian business number. */
  abn?: string;
}

/** An end user as the platform's API sends it, including fields that this version does not know. */
export interface EndUser {
  /** The value for `endUserId` everywhere. Store it with your own user. */
  end_user_id: string;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  [field: string]: unknown;
}

/**
 * Manages your users' end users at the platform. Each call rejects with a {@link ConsentServerError}, and nothing else.
 */
export interface EndUsers {
  /**
   * Creates an end user (`POST /v1/end-users`). Two calls with the same e-mail address create two end users. So this
   * request is not retried if it may have arrived. If it fails without `unsent`, call `findByEmail` before you try
   * again.
   */
  create(input?: CreateEndUserInput, options?: CallOptions): Promise<EndUser>;
  /**
   * Returns all end users with this e-mail address, in any letter case: none, one, or several. Use only an address that
   * your user has proved to own, because an end user gives access to that person's consents.
   */
  findByEmail(email: string, options?: CallOptions): Promise<EndUser[]>;
  /** Returns one end user. Rejects with `rejected` and `status` 404 if there is none. */
  get(endUserId: string, options?: CallOptions): Promise<EndUser>;
  /**
   * Deletes an end user. Rejects with `rejected` and `status` 404 if there is none. That also happens if an earlier try
   * of the same call has arrived but its answer was lost. The platform does not document what happens to the consents
   * of the end user, so revoke them first.
   */
  delete(endUserId: string, options?: CallOptions): Promise<void>;
}

const ROUTE = '/v1/end-users';
const NAMES = ['email', 'name', 'phone', 'abn'] as const satisfies readonly (keyof CreateEndUserInput)[];

export function createEndUsers(api: Api): EndUsers {
  const one = (endUserId: unknown) => ({
    route: `${ROUTE}/{end_user_id}`,
    path: `${ROUTE}/${toPathSegment(endUserId, 'endUserId')}`,
    repeatable: true,
  });

  return {
    async create(input, options) {
      const given = knownFields(input, NAMES);
      const fields = NAMES.map((name) => [name, optional(given[name], name, checkText)] as const);
      const body = Object.fromEntries(fields);
      const personal = Object.values(body).filter((value) => value !== undefined);
      const call = { method: 'POST', route: ROUTE, body, personal, repeatable: false } as const;
      const { json } = await api.send(call, options);
      return toEndUser(json, `POST ${ROUTE}`);
    },
    async findByEmail(email, options) {
      const query = { email: checkText(email, 'email') };
      const all = await api.list({ route: ROUTE, name: 'end_users', query }, options);
      const wanted = email.toLowerCase();
      // If the platform filters loosely or not at all, one person must not get the end user of another.
      return all.map((raw) => toEndUser(raw, `GET ${ROUTE}`)).filter((one) => addressOf(one) === wanted);
    },
    async get(endUserId, options) {
      const call = { method: 'GET', ...one(endUserId) } as const;
      const { json } = await api.send(call, options);
      return toEndUser(json, `GET ${call.route}`);
    },
    async delete(endUserId, options) {
      await api.send({ method: 'DELETE', ...one(endUserId) }, options);
    },
  };
}

function addressOf({ email }: EndUser): string | undefined {
  return typeof email === 'string' ? email.toLowerCase() : undefined;
}

/** The platform calls the id `end_user_id` when it creates an end user, and `id` when it returns one. */
function toEndUser(raw: unknown, what: string): EndUser {
  const id = isObject(raw) ? (raw['end_user_id'] ?? raw['id']) : undefined;
  if (typeof id !== 'string' || !id) throw badResponse(what, 'no end_user_id');
  return { ...(raw as object), end_user_id: id };
}
