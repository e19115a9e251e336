import type { SandboxEnd } from './endings.ts';
import type { SandboxSettings, SandboxStep } from './settings.ts';
import type { SessionState } from './steps.ts';

/** One auth session as the sandbox keeps it. Times are Unix seconds. */
export interface SandboxSession {
  readonly sessionId: string;
  readonly clientId: string;
  readonly endUserId: string;
  readonly authUrl: string;
  readonly redirectUri?: string;
  readonly cancelUri?: string;
  /** The `arrangement_id` of the consent to renew. */
  readonly renews?: string;
  readonly permissions: readonly string[];
  readonly settings: SandboxSettings;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Whether choosing an institution is one of its pages. */
  readonly choosesInstitution: boolean;
  state: SessionState;
  openedAt?: number;
  endedAt?: number;
  consentId?: string;
  arrangementId?: string;
}

/** What `sessions()` and `GET /sandbox/sessions` tell of a session. Times are Unix seconds. */
export interface SandboxSessionInfo {
  sessionId: string;
  endUserId: string;
  authUrl: string;
  /** `minted`: never opened yet. `open`: at `step`. `ended`: by `end`, expiry included. */
  state: 'minted' | 'open' | 'ended';
  step?: SandboxStep;
  end?: SandboxEnd;
  /** After a success: the consent's id in the browser and in webhooks. */
  consentId?: string;
  /** After a success: the consent's `arrangement_id` in the API. */
  arrangementId?: string;
  settings: SandboxSettings;
  createdAt: number;
  expiresAt: number;
  openedAt?: number;
  endedAt?: number;
}

export function sessionInfo(session: SandboxSession, nowSeconds: number): SandboxSessionInfo {
  const { sessionId, endUserId, authUrl, settings, createdAt, expiresAt } = session;
  const { openedAt, endedAt, consentId, arrangementId } = session;
  return {
    sessionId,
    endUserId,
    authUrl,
    ...progress(session, nowSeconds),
    ...(consentId && { consentId }),
    ...(arrangementId && { arrangementId }),
    settings: { ...settings },
    createdAt,
    expiresAt,
    ...(openedAt !== undefined && { openedAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** Its state at that time: one that nobody ended ends by expiry. */
export function stateAt(session: SandboxSession, nowSeconds: number): SessionState {
  const { state } = session;
  return state.step !== 'ended' && nowSeconds >= session.expiresAt
    ? { step: 'ended', end: 'expired' }
    : state;
}

function progress(
  session: SandboxSession,
  nowSeconds: number,
): Pick<SandboxSessionInfo, 'state' | 'step' | 'end'> {
  const state = stateAt(session, nowSeconds);
  if (state.step === 'ended') return { state: 'ended', end: state.end };
  return session.openedAt === undefined ? { state: 'minted' } : { state: 'open', step: state.step };
}
