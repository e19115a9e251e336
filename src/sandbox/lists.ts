import { listConsents, type SandboxConsent } from './consents.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import { type SandboxSessionInfo, sessionInfo } from './session.ts';
import type { SandboxWebhook } from './webhooks/webhook.ts';

// Copies of the stored data, oldest first: for tests, `/sandbox/...` and the index page.

export function sessionList(context: SandboxContext): SandboxSessionInfo[] {
  const at = nowSeconds(context);
  return context.store.sessions.all().map((session) => sessionInfo(session, at));
}

export function consentList(context: SandboxContext): SandboxConsent[] {
  return listConsents(context).map((one) => ({ ...one }));
}

export function webhookList({ store }: SandboxContext): SandboxWebhook[] {
  return store.webhooks.all().map((one) => ({ ...one, attempts: [...one.attempts] }));
}
