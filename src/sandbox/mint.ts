import type { AuthSessionJson } from '../model/auth-session.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import { requireEndUser } from './end-users.ts';
import { loggedSettings } from './log.ts';
import { checkCallbacks, checkInstitution, checkOwnSettings, checkRenewal } from './mint-checks.ts';
import { differences } from './read-settings.ts';
import type { SandboxSession } from './session.ts';
import type { SandboxSettings } from './settings.ts';
import { begin } from './steps.ts';
import { rfc3339 } from './time.ts';

/** What a session is minted for: the fields of `POST /v1/auth/session`, and settings for this session alone. */
export interface SandboxMintInput {
  endUserId?: string;
  redirectUri?: string;
  cancelUri?: string;
  institutionId?: string;
  permissions?: string[];
  /** Renews the consent with this `arrangement_id`. The end user, institution and permissions stay the same. */
  arrangementId?: string;
  settings?: Partial<SandboxSettings>;
}

export const MINT_NAMES: readonly (keyof SandboxMintInput)[] = [
  'endUserId',
  'redirectUri',
  'cancelUri',
  'institutionId',
  'permissions',
  'arrangementId',
  'settings',
];

/** Mints a session; both the API and `Sandbox.mint` come here. Throws an ApiError for input that is wrong. */
export function mintSession(
  context: SandboxContext,
  input: SandboxMintInput,
  clientId: string,
): AuthSessionJson {
  const { store } = context;
  const settings = { ...context.defaults, ...store.next.settings, ...checkOwnSettings(input.settings) };
  const session = createSession(context, complete(context, input, settings), settings, clientId);
  store.next = { settings: {} };
  store.sessions.put(session.sessionId, session);
  const different = loggedSettings(differences(settings, context.defaults));
  context.log({ type: 'session_minted', sessionId: session.sessionId, settings: different });
  return sessionJson(session);
}

interface CompleteInput extends SandboxMintInput {
  readonly endUserId: string;
}

/** Checks the input and completes it from the consent that is renewed. */
function complete(
  context: SandboxContext,
  input: SandboxMintInput,
  settings: SandboxSettings,
): CompleteInput {
  checkCallbacks(input, settings);
  checkInstitution(input.institutionId);
  const old = checkRenewal(context, input);
  const endUserId = input.endUserId ?? old?.endUserId ?? 'sandbox-user';
  // Last: it may create the end user, and a refused request must create nothing.
  requireEndUser(context, endUserId);
  if (!old) return { ...input, endUserId };
  return { ...input, endUserId, institutionId: old.institutionId, permissions: [...old.permissions] };
}

function createSession(
  context: SandboxContext,
  input: CompleteInput,
  settings: SandboxSettings,
  clientId: string,
): SandboxSession {
  const sessionId = crypto.randomUUID();
  const createdAt = nowSeconds(context);
  return {
    sessionId,
    clientId,
    endUserId: input.endUserId,
    authUrl: `${context.origin()}/${sessionPath(sessionId, settings)}`,
    ...(input.redirectUri !== undefined && { redirectUri: input.redirectUri }),
    ...(input.cancelUri !== undefined && { cancelUri: input.cancelUri }),
    ...(input.arrangementId !== undefined && { renews: input.arrangementId }),
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
  return {
    id: clientId,
    session_id: sessionId,
    auth_url: authUrl,
    expires_at: settings.expiresAtFormat === 'rfc3339' ? rfc3339(expiresAt) : expiresAt,
  };
}
