import { checkText, invalidOption, parseHttpUrl } from './check.ts';
import { fieldsOf } from './json.ts';

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
  /** Renews this existing consent instead of asking for a new one. */
  arrangementId?: string;
}

/**
 * Checks the input and spells it the platform's way. What was not given is `undefined`, which JSON leaves out.
 *
 * @throws SessionMintError `invalid_option`, naming the field and what it takes.
 */
export function toRequestBody(input: CreateSessionInput): Record<string, unknown> {
  const given = fieldsOf(input);
  return {
    end_user_id: checkText(given['endUserId'], 'endUserId'),
    redirect_uri: optional(given, 'redirectUri', checkUri),
    cancel_uri: optional(given, 'cancelUri', checkUri),
    institution_id: optional(given, 'institutionId', checkText),
    permissions: optional(given, 'permissions', checkPermissions),
    arrangement_id: optional(given, 'arrangementId', checkText),
  };
}

function optional<T>(
  given: Record<string, unknown>,
  name: string,
  check: (value: unknown, name: string) => T,
) {
  return given[name] === undefined ? undefined : check(given[name], name);
}

function checkUri(value: unknown, name: string): string {
  if (parseHttpUrl(value)) return value as string;
  throw invalidOption(name, 'an absolute http(s) address');
}

function checkPermissions(value: unknown, name: string): unknown {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && item)) return value;
  throw invalidOption(name, 'an array of non-empty strings');
}
