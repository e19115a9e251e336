import { createHmac } from 'node:crypto';

/** A signing secret of no account. */
export const WEBHOOK_SECRET = 'c2lnbmluZy1zZWNyZXQtb2YtYS10ZXN0LWFjY291bnQ=';

export const WEBHOOK_BODY: string =
  '{"delivery_attempt":1,"publish_time":"2026-05-01T10:00:00Z","message_id":"msg_7c9e6679","data":{"event":"consent.received",' +
  '"consent_id":"con_1","client_id":"client_1","end_user_id":"eu_1","institution_id":"88888"}}';

export function sign(body: string, secret: string = WEBHOOK_SECRET): string {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(body).digest('base64');
}

/** A webhook as the platform posts it. */
export function webhook(body: string = WEBHOOK_BODY, signature: string | null = sign(body)): Request {
  return new Request('https://app.example/webhooks', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature !== null && { 'x-fiskil-signature': signature }),
    },
    body,
  });
}
