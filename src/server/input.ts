import { checkText, invalidOption, optional, parseHttpUrl } from './check.ts';
import { knownFields } from './known-fields.ts';

/** What a session is minted from. The platform's own page calls the fields by their snake_case names. */
export interface CreateSessionInput {
  /** The platform's id of the end user. Take it from your own log-in, never from the browser. */
  endUserId: string;
  /** Where the user returns to after success: an absolute http(s) address, registered in the platform's console. */
  redirectUri?: string;
  /** Where the user returns to after a cancel or an error: the same rules. */
  cancelUri?: string;
  /** Pre-selects an institution. */
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

/** A session's input, spelled the platform's way. What was not given is `undefined`, which JSON leaves out. */
export interface SessionRequestBody {
  end_user_id: string;
  redirect_uri: string | undefined;
  cancel_uri: string | undefined;
  institution_id: string | undefined;
  permissions: unknown;
  arrangement_id: string | undefined;
}

/**
 * Checks the input and spells it the platform's way.
 *
 * @throws ConsentServerError `invalid_option`, naming the field and what it takes.
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
