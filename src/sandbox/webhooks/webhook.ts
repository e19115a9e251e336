import type { SandboxConsent } from '../consents.ts';
import { rfc3339 } from '../time.ts';

/** Events that the sandbox sends. */
export type SandboxWebhookEvent = 'consent.received' | 'consent.updated' | 'consent.revoked';

/** A webhook and the state of its delivery, as `webhooks()` returns it. */
export interface SandboxWebhook {
  /** The same in every attempt and duplicate. */
  messageId: string;
  event: SandboxWebhookEvent;
  url: string;
  clientId: string;
  consentId: string;
  endUserId: string;
  institutionId: string;
  /** Unix seconds. */
  publishedAt: number;
  /** `dropped`: no attempt was answered with 2xx before the attempts ran out or the sandbox was closed. */
  state: 'waiting' | 'delivered' | 'dropped';
  /** The HTTP status of each attempt so far, or `no answer`. */
  attempts: (number | 'no answer')[];
}

export function createWebhook(
  event: SandboxWebhookEvent,
  consent: SandboxConsent,
  publishedAt: number,
): SandboxWebhook {
  const { clientId, consentId, endUserId, institutionId, settings } = consent;
  const about = { clientId, consentId, endUserId, institutionId };
  const messageId = crypto.randomUUID();
  return {
    messageId,
    event,
    url: settings.webhookUrl,
    ...about,
    publishedAt,
    state: 'waiting',
    attempts: [],
  };
}

/** The body of one attempt. Attempts are counted from 1. */
export function webhookBody(webhook: SandboxWebhook, attempt: number): string {
  return JSON.stringify({
    delivery_attempt: attempt,
    publish_time: rfc3339(webhook.publishedAt),
    message_id: webhook.messageId,
    data: {
      event: webhook.event,
      consent_id: webhook.consentId,
      client_id: webhook.clientId,
      end_user_id: webhook.endUserId,
      institution_id: webhook.institutionId,
    },
  });
}
