import { checkText, invalidOption, optional, parseHttpUrl } from './check.ts';
import { knownFields } from './known-fields.ts';

/** The input for a new session. The platform's documentation has the same fields under their snake_case names. */
export interface CreateSessionInput {
  /**
   * The platform's end-user id that you stored for your user. Take the user from your own login, never from the request
   * body.
   */
  endUserId: string;
  /** Where the user returns after a success: an absolute http(s) address, registered in the platform's console. */
  redirectUri?: string;
  /** Where the user returns after a cancel or an error. The same rules apply. */
  cancelUri?: string;
  /** The institution to select in advance. */
  institutionId?: string;
  /** The data to ask for. */
  permissions?: readonly string[];
  /** Renews this existing consent (its `arrangement_id`) instead of asking for a new one. */
  arrangementId?: string;
}

const NAMES = [
  'endUserId',
  'redirectUri',
  'cancelUri',
  'institutionId',
  'permissions',
  'arrangementId',
] as const satisfies readonly (keyof CreateSessionInput)[];

/** The input with the platform's names. A field that was not given is `undefined`, which JSON leaves out. */
export interface SessionRequestBody {
  end_user_id: string;
  redirect_uri: string | undefined;
  cancel_uri: string | undefined;
  institution_id: string | undefined;
  permissions: unknown;
  arrangement_id: string | undefined;
}

/**
 * Checks the input and converts it to the platform's names.
 *
 * @throws ConsentServerError `invalid_option`. The message names the field and the values it accepts.
 */
export function toRequestBody(input: CreateSessionInput): SessionRequestBody {
  const given = knownFields(input, NAMES);
  return {
    end_user_id: checkText(given.endUserId, 'endUserId'),
    redirect_uri: optional(given.redirectUri, 'redirectUri', checkUri),
    cancel_uri: optional(given.cancelUri, 'cancelUri', checkUri),
    institution_id: optional(given.institutionId, 'institutionId', checkText),
    permissions: optional(given.permissions, 'permissions', checkPermissions),
    arrangement_id: optional(given.arrangementId, 'arrangementId', checkText),
  };
}

function checkUri(value: unknown, name: string): string {
  if (parseHttpUrl(value)) return value as string;
  throw invalidOption(name, 'an absolute http(s) address');
}

function checkPermissions(value: unknown, name: string): unknown {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && item)) return value;
  throw invalidOption(name, 'an array of non-empty strings');
}
