import type { SandboxEndUserInput } from '../end-users.ts';
import type { SandboxMintInput } from '../mint.ts';
import type { SandboxSettings } from '../settings.ts';
import { badRequest } from './api-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The body as a JSON object, whatever its content type says. */
export async function readJson(request: { text(): Promise<string> }): Promise<JsonObject> {
  try {
    const json: unknown = JSON.parse(await request.text());
    if (isObject(json)) return json;
  } catch {}
  throw badRequest('The body must be a JSON object');
}

/** The fields of `POST /v1/auth/session`, and `sandbox`, which only this provider knows. */
export function readMintInput(body: JsonObject): SandboxMintInput {
  const endUserId = readText(body, 'end_user_id');
  if (endUserId === undefined) throw badRequest('The end_user_id parameter is required');
  const redirectUri = readText(body, 'redirect_uri');
  const cancelUri = readText(body, 'cancel_uri');
  const institutionId = readText(body, 'institution_id');
  const arrangementId = readText(body, 'arrangement_id');
  const permissions = readPermissions(body['permissions']);
  const settings = readSandboxField(body['sandbox']);
  return {
    endUserId,
    ...(redirectUri !== undefined && { redirectUri }),
    ...(cancelUri !== undefined && { cancelUri }),
    ...(institutionId !== undefined && { institutionId }),
    ...(arrangementId !== undefined && { arrangementId }),
    ...(permissions && { permissions }),
    ...(settings && { settings }),
  };
}

/** The fields of `POST /v1/end-users`. None is required. */
export function readEndUserInput(body: JsonObject): SandboxEndUserInput {
  const fields = ['email', 'name', 'phone', 'abn'].map((field) => [field, readText(body, field)]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

export function readText(body: JsonObject, field: string): string | undefined {
  const value = body[field] ?? undefined;
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw badRequest(`${field} must be a non-empty string`);
}

function readPermissions(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw badRequest('permissions must be an array of strings');
}

/** Its values are checked where all settings are: at the minting. */
function readSandboxField(value: unknown): Partial<SandboxSettings> | undefined {
  if (value === undefined || isObject(value)) return value as Partial<SandboxSettings> | undefined;
  throw badRequest('sandbox must be an object of settings', 'invalid_sandbox_settings');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
