import type { AuthSessionJson } from '../model/auth-session.ts';
import { ApiError, badRequest } from './api/api-error.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import { findInstitution } from './institutions.ts';
import { describeProblems, differences, readSettings } from './read-settings.ts';
import type { SandboxSession } from './session.ts';
import type { SandboxSettings } from './settings.ts';
import { begin } from './steps.ts';

/** What a session is minted for: the fields of `POST /v1/auth/session`, and settings for this session alone. */
export interface SandboxMintInput {
  endUserId?: string;
  redirectUri?: string;
  cancelUri?: string;
  institutionId?: string;
  permissions?: string[];
  settings?: Partial<SandboxSettings>;
}

/** Mints a session; both the API and `Sandbox.mint` come here. Throws an ApiError for input that is wrong. */
export function mintSession(
  context: SandboxContext,
  input: SandboxMintInput,
  clientId: string,
): AuthSessionJson {
  const { store } = context;
  const own = checkInput(input);
  const settings = { ...context.defaults, ...store.next.settings, ...own };
  store.next = { settings: {} };
  const session = createSession(context, input, settings, clientId);
  store.sessions.set(session.sessionId, session);
  const different = differences(settings, context.defaults);
  context.log({ type: 'session_minted', sessionId: session.sessionId, settings: different });
  return sessionJson(session);
}

function createSession(
  context: SandboxContext,
  input: SandboxMintInput,
  settings: SandboxSettings,
  clientId: string,
): SandboxSession {
  const sessionId = crypto.randomUUID();
  const createdAt = nowSeconds(context);
  return {
    sessionId,
    clientId,
    endUserId: input.endUserId ?? 'sandbox-user',
    authUrl: `${context.origin()}/${sessionPath(sessionId, settings)}`,
    ...(input.redirectUri !== undefined && { redirectUri: input.redirectUri }),
    ...(input.cancelUri !== undefined && { cancelUri: input.cancelUri }),
    permissions: input.permissions ?? [],
    settings,
    createdAt,
    expiresAt: createdAt + settings.expiresIn,
    choosesInstitution: input.institutionId === undefined,
    state: begin(input.institutionId),
  };
}

function sessionPath(sessionId: string, { urlShape }: SandboxSettings): string {
  return urlShape === 'query' ? `?sess_id=${sessionId}` : `consent?session=${sessionId}`;
}

function sessionJson({ clientId, sessionId, authUrl, expiresAt, settings }: SandboxSession): AuthSessionJson {
  const rfc3339 = () => new Date(expiresAt * 1000).toISOString().replace('.000', '');
  return {
    id: clientId,
    session_id: sessionId,
    auth_url: authUrl,
    expires_at: settings.expiresAtFormat === 'rfc3339' ? rfc3339() : expiresAt,
  };
}

function checkInput(input: SandboxMintInput): Partial<SandboxSettings> {
  checkAddress('redirect_uri', input.redirectUri);
  checkAddress('cancel_uri', input.cancelUri);
  if (input.institutionId !== undefined && !findInstitution(input.institutionId)) {
    throw badRequest(
      'institution_id is not an institution of GET /v1/institutions',
      'invalid_institution_id',
    );
  }
  if (input.endUserId === 'unknown' || input.endUserId?.startsWith('missing_')) {
    throw new ApiError(404, 'end_user_not_found', 'There is no end user with this end_user_id');
  }
  const { settings, problems } = readSettings(input.settings ?? {});
  const wrong = describeProblems(problems);
  if (wrong) throw badRequest(`Sandbox settings: ${wrong}`, 'invalid_sandbox_settings');
  return settings;
}

/** Absolute and http(s), and without the white space that a URL parser forgives but a raw string carries on. */
function checkAddress(field: string, value: string | undefined): void {
  if (value === undefined || (/^https?:\/\/\S+$/i.test(value) && URL.canParse(value))) return;
  throw badRequest(`${field} must be an absolute http(s) URL`);
}
