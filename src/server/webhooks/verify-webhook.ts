import { checkText, invalidOption } from '../check.ts';
import { ConsentServerError } from '../consent-server-error.ts';
import { checkRequest, checkUnread } from '../handlers/fetch-request.ts';
import { readBytes } from '../handlers/request-body.ts';
import { knownFields } from '../known-fields.ts';
import { fromBase64 } from './base64.ts';
import { badWebhook, readEvent, type WebhookEvent } from './webhook-event.ts';

/** The options of {@link verifyWebhook}. */
export interface VerifyWebhookOptions {
  /** The signing secret from the platform's console, in base64. */
  secret: string;
}

const HEADER = 'x-fiskil-signature';
const LARGEST_BYTES = 256 * 1024;
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/**
 * Checks that a webhook comes from the platform, and returns its event. The signature is the base64 of an HMAC-SHA256
 * over the raw body. The key of the HMAC is the decoded secret. Web Crypto compares in constant time.
 *
 * The platform may deliver a webhook several times, even at the same time, and in any order. Process each `message_id`
 * once (`webhooks.toHandler()` does that), and ask the platform for the current state.
 *
 * @param request - The request, with its body unread. A body that was parsed and written again has other bytes.
 * @throws ConsentServerError as a rejection: `signature_missing`, `signature_mismatch`, `body_used` or `bad_webhook`;
 * or `invalid_option` if the secret is not base64, or `request` is not a `Request`.
 */
export async function verifyWebhook(request: Request, options: VerifyWebhookOptions): Promise<WebhookEvent> {
  const secret = checkSecret(knownFields(options, ['secret']).secret);
  checkRequest(request);
  checkUnread(request);
  const signature = readSignature(request.headers.get(HEADER));
  const body = await readBytes(request, LARGEST_BYTES);
  if (body.refused) throw badWebhook(`its body is ${REASONS[body.refused]}`);
  if (!(await isSigned(body.value, signature, secret))) {
    throw mismatch('it was signed with another secret, or its body is not the one that was signed');
  }
  return readEvent(body.value);
}

const REASONS = {
  body_too_large: `larger than ${LARGEST_BYTES} bytes`,
  request_timeout: 'late',
  invalid_request: 'incomplete',
};

/** @throws ConsentServerError `invalid_option` */
export function checkSecret(secret: unknown): string {
  const text = checkText(secret, 'secret').trim();
  if (fromBase64(text)) return text;
  throw invalidOption('secret', 'the signing secret of the webhook as the console shows it, in base64');
}

function readSignature(header: string | null): Uint8Array<ArrayBuffer> {
  if (!header) throw new ConsentServerError('signature_missing', `the request has no ${HEADER} header`);
  if (/^(sha256=)?[\da-f]{64}$/i.test(header)) {
    throw mismatch(
      'it is in hex. The platform signs in base64, with the decoded secret as the key. Some examples show a hex ' +
        'digest with the encoded secret as the key, which does not match',
    );
  }
  const bytes = fromBase64(header.trim());
  if (!bytes) throw mismatch('it is not base64');
  return bytes;
}

async function isSigned(body: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, secret: string) {
  const raw = fromBase64(secret) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', raw, HMAC, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, signature, body);
}

function mismatch(why: string): ConsentServerError {
  return new ConsentServerError('signature_mismatch', `${HEADER} does not match: ${why}`);
}
