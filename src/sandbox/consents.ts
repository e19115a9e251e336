import { nowSeconds, type SandboxContext } from './context.ts';
import { grantedPermissions } from './permissions.ts';
import type { SandboxSession } from './session.ts';
import type { SandboxSettings } from './settings.ts';

/** A consent, as `consents()` returns it. Times are Unix seconds. */
export interface SandboxConsent {
  /**
   * The id in the browser and in webhooks. The platform does not document whether it equals `arrangement_id`, so the
   * sandbox uses two different ids.
   */
  readonly consentId: string;
  /** The `arrangement_id` of the API. */
  readonly arrangementId: string;
  readonly clientId: string;
  readonly endUserId: string;
  readonly institutionId: string;
  readonly accountIds: readonly string[];
  readonly permissions: readonly string[];
  readonly createdAt: number;
  /** When the user gave or last renewed it. */
  readonly lastConsent: number;
  /** Seconds from `lastConsent` to `expiresAt`. */
  readonly duration: number;
  readonly expiresAt: number;
  /** How it ended. An active consent has none. */
  readonly ended?: 'revoked' | 'expired';
  /** Settings of the session that gave or last renewed it. Its webhooks follow them. */
  readonly settings: SandboxSettings;
}

/** What the user chose on the hosted pages. */
export interface Choices {
  readonly institutionId?: string;
  readonly accountIds: readonly string[];
}

/** Creates a consent, or renews the one that the session names. */
export function grantConsent(
  context: SandboxContext,
  session: SandboxSession,
  choices: Choices,
): SandboxConsent {
  const old = findActive(context, session.renews);
  const consent = {
    ...(old ?? createConsent(context, session, choices)),
    ...period(context, session),
    accountIds: choices.accountIds,
    settings: session.settings,
  };
  context.store.consents.put(consent.arrangementId, consent);
  context.outbox.publish(old ? 'consent.updated' : 'consent.received', consent);
  const expired = context.pause.sleep(consent.duration * 1000, { background: true });
  void expired.then(() => endExpired(context));
  return consent;
}

/** Returns whether an active consent was found. */
export function revokeConsent(context: SandboxContext, arrangementId: string): boolean {
  const consent = findActive(context, arrangementId);
  if (consent) end(context, consent, 'revoked');
  return consent !== undefined;
}

export function findActive(
  context: SandboxContext,
  arrangementId: string | undefined,
): SandboxConsent | undefined {
  endExpired(context);
  const consent = context.store.consents.get(arrangementId ?? '');
  return consent?.ended ? undefined : consent;
}

export function listConsents(context: SandboxContext): SandboxConsent[] {
  endExpired(context);
  return context.store.consents.all();
}

/** Also runs before every read: a test that moves `now` does not move the timers. */
export function endExpired(context: SandboxContext): void {
  const at = nowSeconds(context);
  for (const consent of context.store.consents.all()) {
    if (!consent.ended && at >= consent.expiresAt) end(context, consent, 'expired');
  }
}

/** The platform sends `consent.revoked` for both. */
function end(context: SandboxContext, consent: SandboxConsent, how: 'revoked' | 'expired'): void {
  const ended = { ...consent, ended: how };
  context.store.consents.put(consent.arrangementId, ended);
  context.outbox.publish('consent.revoked', ended);
}

function createConsent(context: SandboxContext, session: SandboxSession, { institutionId = '' }: Choices) {
  return {
    consentId: crypto.randomUUID(),
    arrangementId: crypto.randomUUID(),
    clientId: session.clientId,
    endUserId: session.endUserId,
    institutionId,
    permissions: grantedPermissions(session.permissions),
    createdAt: nowSeconds(context),
  };
}

/** A renewal gets the period that is configured now, not the old consent's. */
function period(context: SandboxContext, { settings }: SandboxSession) {
  const lastConsent = nowSeconds(context);
  const duration = settings.consentDuration;
  return { lastConsent, duration, expiresAt: lastConsent + duration };
}
