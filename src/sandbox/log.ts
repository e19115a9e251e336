import type { SandboxEnd } from './endings.ts';
import type { SandboxSettings } from './settings.ts';
import type { SandboxWebhookEvent } from './webhooks/webhook.ts';

/**
 * What happens in a sandbox. Contains no secret, token, query or typed text. Control characters and other characters
 * that can change how a terminal shows a line are replaced by U+FFFD.
 */
export type SandboxEvent =
  | { type: 'listening'; origin: string }
  | { type: 'request'; method: string; path: string; status: number; ms: number }
  | { type: 'session_minted'; sessionId: string; settings: Partial<SandboxSettings> }
  | { type: 'session_ended'; sessionId: string; end: SandboxEnd }
  | {
      type: 'webhook';
      messageId: string;
      event: SandboxWebhookEvent;
      attempt: number;
      status: number | 'no answer';
    }
  | { type: 'error'; message: string };

/** An event and when it happened, in Unix milliseconds. */
export type SandboxLogEntry = SandboxEvent & { at: number };

/** Settings for the log: `webhookUrl` without its query, which may contain a secret. */
export function loggedSettings(settings: Partial<SandboxSettings>): Partial<SandboxSettings> {
  if (!settings.webhookUrl) return settings;
  const { origin, pathname } = new URL(settings.webhookUrl);
  return { ...settings, webhookUrl: origin + pathname };
}
