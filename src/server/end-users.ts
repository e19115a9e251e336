import type { Api, CallOptions } from './api.ts';
import { checkText, optional, toPathSegment } from './check.ts';
import { knownFields } from './known-fields.ts';
import { badResponse, isObject } from './read-list.ts';

/** What an end user is created from. The platform asks for none of it. */
export interface CreateEndUserInput {
  email?: string;
  name?: string;
  /** In E.164 form, for example `+61412345678`. */
  phone?: string;
  /** An Australian business number. */
  abn?: string;
}

/** An end user as the platform's API sends it: fields that this version does not know are there, too. */
export interface EndUser {
  /** What `endUserId` takes everywhere: keep it with your own user. */
  end_user_id: string;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  [field: string]: unknown;
}

/** The platform's side of your users. Each call rejects with a {@link ConsentServerError}, and nothing else. */
export interface EndUsers {
  /**
   * Creates an end user (`POST /v1/end-users`). The same e-mail address twice makes two, so this is never sent again
   * after it may have arrived: after a failure without `unsent`, look with `findByEmail` before you try once more.
   */
  create(input?: CreateEndUserInput, options?: CallOptions): Promise<EndUser>;
  /**
   * All end users with this e-mail address, in any letter case: none, one, or several. Use an address that your user has
   * proved to own: whoever finds an end user by it gets that person's consents.
   */
  findByEmail(email: string, options?: CallOptions): Promise<EndUser[]>;
  /** One end user. Rejects with `rejected` and `status` 404 where there is none. */
  get(endUserId: string, options?: CallOptions): Promise<EndUser>;
  /**
   * Deletes an end user. Rejects with `rejected` and `status` 404 where there is none: also where an earlier try of the
   * same call has arrived and its answer was lost. The platform does not say what becomes of the consents: revoke them
   * first.
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
      // A platform that filters loosely, or not at all, must not make one person's end user another's.
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

/** The platform calls the id `end_user_id` where one is created, and `id` where one is read. */
function toEndUser(raw: unknown, what: string): EndUser {
  const id = isObject(raw) ? (raw['end_user_id'] ?? raw['id']) : undefined;
  if (typeof id !== 'string' || !id) throw badResponse(what, 'no end_user_id');
  return { ...(raw as object), end_user_id: id };
}
