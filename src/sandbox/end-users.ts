import { badRequest, endUserNotFound } from './api/api-error.ts';
import type { SandboxContext } from './context.ts';

/** Input for a new end user. The platform requires no field. */
export interface SandboxEndUserInput {
  email?: string;
  name?: string;
  /** In E.164 form, for example `+61412345678`. */
  phone?: string;
  /** An Australian business number. */
  abn?: string;
}

/** An end user, as `endUsers()` returns it. */
export interface SandboxEndUser extends SandboxEndUserInput {
  id: string;
}

export interface StoredEndUser extends SandboxEndUser {
  /** Deleted end users are kept, so that minting for their id fails. */
  readonly deleted: boolean;
}

/** Not idempotent, like the platform: two calls with the same e-mail address create two end users. */
export function createEndUser({ store }: SandboxContext, input: SandboxEndUserInput): SandboxEndUser {
  const { email, name, phone, abn } = input;
  if (phone !== undefined && !/^\+[1-9]\d{1,14}$/.test(phone)) {
    throw badRequest('phone must be in E.164 form, like +61412345678');
  }
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw badRequest('email must be an e-mail address');
  }
  const id = `eu_${crypto.randomUUID().replaceAll('-', '')}`;
  const endUser = {
    id,
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(abn !== undefined && { abn }),
  };
  store.endUsers.put(id, { ...endUser, deleted: false });
  return endUser;
}

export function listEndUsers({ store }: SandboxContext, email?: string): SandboxEndUser[] {
  const living = store.endUsers.all().filter(({ deleted }) => !deleted);
  return living.filter((one) => email === undefined || one.email === email).map(toEndUser);
}

export function findEndUser({ store }: SandboxContext, id: string): SandboxEndUser {
  const found = store.endUsers.get(id);
  if (!found || found.deleted) throw endUserNotFound();
  return toEndUser(found);
}

/** The platform does not say what becomes of the consents. Here they are no longer listed, and no webhook tells of it. */
export function deleteEndUser(context: SandboxContext, id: string): void {
  findEndUser(context, id);
  context.store.endUsers.put(id, { id, deleted: true });
  for (const { arrangementId, endUserId } of context.store.consents.all()) {
    if (endUserId === id) context.store.consents.delete(arrangementId);
  }
}

/**
 * Checks the end user of a new session. An unknown id creates the end user, so that a first try needs no setup; with
 * `strict` it is an error, as on the platform. `unknown` and `missing_...` are always errors.
 */
export function requireEndUser({ store, strict }: SandboxContext, id: string): void {
  const known = store.endUsers.get(id);
  const isMissing = known ? known.deleted : strict || id === 'unknown' || id.startsWith('missing_');
  if (isMissing) throw endUserNotFound();
  store.endUsers.put(id, known ?? { id, deleted: false });
}

function toEndUser({ deleted: _, ...endUser }: StoredEndUser): SandboxEndUser {
  return endUser;
}
