import { ConsentServerError } from '../consent-server-error.ts';
import { parseJson } from '../json.ts';
import { isObject } from '../read-list.ts';

/** The content of a webhook. The platform may add events and fields at any time. They are passed on. */
export interface WebhookData {
  event: 'consent.received' | 'consent.updated' | 'consent.revoked' | (string & {});
  consent_id?: string;
  client_id?: string;
  end_user_id?: string;
  institution_id?: string;
  [field: string]: unknown;
}

/** A webhook as the platform sends it. It names a consent and its end user, but never a session. */
export interface WebhookEvent {
  /** The same in every delivery of one webhook. A webhook may come more than once, and in any order. */
  message_id: string;
  /** 1 to 5. */
  delivery_attempt?: number;
  /** An RFC 3339 time. */
  publish_time?: string;
  data: WebhookData;
  [field: string]: unknown;
}

const LONGEST_ID = 200;

/** @throws ConsentServerError `bad_webhook` */
export function readEvent(body: Uint8Array): WebhookEvent {
  const json = parseJson(new TextDecoder().decode(body));
  if (!isObject(json)) throw badWebhook('its body is not a JSON object');
  const { message_id, data } = json;
  if (typeof message_id !== 'string' || !message_id || message_id.length > LONGEST_ID) {
    throw badWebhook('it has no message_id');
  }
  if (!isObject(data) || typeof data['event'] !== 'string') throw badWebhook('it has no data.event');
  return json as unknown as WebhookEvent;
}

export function badWebhook(why: string): ConsentServerError {
  return new ConsentServerError('bad_webhook', `the webhook cannot be used: ${why}`);
}
