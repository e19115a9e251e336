/// <reference types="node" />
import { createHmac } from 'node:crypto';

/** Fixed and documented, so that a receiver can be configured before the sandbox runs. */
export const DEFAULT_WEBHOOK_SECRET = 'b3Blbi1jb25zZW50LXNhbmRib3g=';

/** Base64 of HMAC-SHA256 over the raw body. The key is the decoded secret, not its text. */
export function signBody(body: string, secret: string): string {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(body).digest('base64');
}

/** @throws Error for a secret that is not base64. Node would silently decode it to another key. */
export function checkWebhookSecret(secret: string): string {
  if (secret.length % 4 === 0 && /^[A-Za-z\d+/]+={0,2}$/.test(secret)) return secret;
  throw new Error('webhookSecret must be base64, like the secrets of the platform');
}
