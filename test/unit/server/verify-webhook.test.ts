import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { verifyWebhook } from '../../../src/server.ts';
import { sign, WEBHOOK_BODY, WEBHOOK_SECRET, webhook } from '../../support/signed-webhook.ts';

afterEach(() => void vi.useRealTimers());

const OPTIONS = { secret: WEBHOOK_SECRET };
const verify = (request: Request, secret = WEBHOOK_SECRET) => verifyWebhook(request, { secret });

/**
 * By the platform's own recipe, with tools that are not ours:
 * `printf %s "$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf %s "$SECRET" | base64 -d | xxd -p -c 99) -binary | base64`
 */
const KNOWN_SIGNATURE = 'z6cBgY/PbrvZI8lqGKuGAFWkaPCcOyieLcADNnJ6+J4=';
/** And by the one that circulates: `printf %s "$BODY" | openssl dgst -sha256 -hmac "$SECRET"` */
const HEX_SIGNATURE = '79632ad79b27e69190cd40aee0fc9166c9ea4f54bd42f2a9be3fd1a695b641a3';

describe('a webhook of the platform', () => {
  test('verifies by the known answer, and is given as it was sent', async () => {
    expect(await verify(webhook(WEBHOOK_BODY, KNOWN_SIGNATURE))).toEqual(JSON.parse(WEBHOOK_BODY));
  });

  test.each([
    'consent.received',
    'consent.updated',
    'consent.revoked',
    'banking.transactions.sync.completed',
    'new',
  ])('may be about %s, with fields that nobody knows yet', async (event) => {
    const body = JSON.stringify({ message_id: 'm', data: { event, brand: { new: 1 } }, more: [1] });
    expect(await verify(webhook(body))).toEqual(JSON.parse(body));
  });

  test('verifies by its bytes, whatever they mean', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.base64String({ minLength: 4 }),
        async (text, secret) => {
          const body = ` ${JSON.stringify({ message_id: 'm', data: { event: 'e', text } })}\n`;
          expect((await verify(webhook(body, sign(body, secret)), secret)).data['text']).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each([`${WEBHOOK_SECRET}\n`, ` ${WEBHOOK_SECRET}`, WEBHOOK_SECRET.replace('=', '')])(
    'verifies with the secret as a file or a variable may hold it: %o',
    async (secret) => {
      await expect(verify(webhook(), secret)).resolves.toMatchObject({ message_id: 'msg_7c9e6679' });
    },
  );
});

describe('a webhook is refused', () => {
  test('in the hex form that circulates, with the reason', async () => {
    const code = 'signature_mismatch';
    for (const signature of [HEX_SIGNATURE, `sha256=${HEX_SIGNATURE}`, HEX_SIGNATURE.toUpperCase()]) {
      await expect(verify(webhook(WEBHOOK_BODY, signature))).rejects.toMatchObject({
        code,
        message: expect.stringMatching(
          /it is in hex\. The platform signs in base64, with the decoded secret as the key/,
        ),
      });
    }
  });

  test('with a digest of the right kind whose key is the secret as it is', async () => {
    const raw = createHmac('sha256', WEBHOOK_SECRET).update(WEBHOOK_BODY).digest('base64');
    await expect(verify(webhook(WEBHOOK_BODY, raw))).rejects.toMatchObject({ code: 'signature_mismatch' });
  });

  test('with any bit changed, of the body or of the signature', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(WEBHOOK_BODY.length - 1), fc.nat(31), fc.nat(7), async (at, byte, bit) => {
        const flip = (code: number) => code ^ (1 << (bit % 4));
        const body =
          WEBHOOK_BODY.slice(0, at) +
          String.fromCharCode(flip(WEBHOOK_BODY.charCodeAt(at))) +
          WEBHOOK_BODY.slice(at + 1);
        const signature = Buffer.from(KNOWN_SIGNATURE, 'base64');
        signature[byte] = (signature[byte] ?? 0) ^ (1 << bit);
        for (const request of [
          webhook(body, KNOWN_SIGNATURE),
          webhook(WEBHOOK_BODY, signature.toString('base64')),
        ]) {
          await expect(verify(request)).rejects.toMatchObject({ code: 'signature_mismatch' });
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each(['', 'rubbish!', 'AAAA', `${KNOWN_SIGNATURE}AAAA`, `${KNOWN_SIGNATURE}, ${KNOWN_SIGNATURE}`])(
    'with the signature %o',
    async (signature) => {
      await expect(verify(webhook(WEBHOOK_BODY, signature))).rejects.toMatchObject({
        code: signature ? 'signature_mismatch' : 'signature_missing',
      });
    },
  );

  test('without a signature', async () => {
    await expect(verify(webhook(WEBHOOK_BODY, null))).rejects.toMatchObject({
      code: 'signature_missing',
      message: 'the request has no x-fiskil-signature header',
    });
  });

  test('when its body was read before, with what to do', async () => {
    const request = webhook();
    await request.json();
    await expect(verify(request)).rejects.toMatchObject({
      code: 'body_used',
      message: expect.stringContaining('before express.json()'),
    });
  });

  test('when it was parsed and written anew', async () => {
    const spaced = JSON.stringify(JSON.parse(WEBHOOK_BODY), null, 1);
    await expect(verify(webhook(spaced, KNOWN_SIGNATURE))).rejects.toMatchObject({
      code: 'signature_mismatch',
    });
  });

  test.each([
    'no json',
    '[]',
    'null',
    '{}',
    '{"message_id":"","data":{"event":"e"}}',
    '{"message_id":7,"data":{"event":"e"}}',
    `{"message_id":"${'x'.repeat(201)}","data":{"event":"e"}}`,
    '{"message_id":"m"}',
    '{"message_id":"m","data":{}}',
  ])('when it is signed but none: %s', async (body) => {
    await expect(verify(webhook(body))).rejects.toMatchObject({ code: 'bad_webhook' });
  });

  test('when it is too large, without being read to its end', async () => {
    await expect(verify(webhook('x'.repeat(256 * 1024 + 1)))).rejects.toMatchObject({
      code: 'bad_webhook',
      message: expect.stringContaining('larger than 262144 bytes'),
    });
  });

  test('when it does not arrive in ten seconds', async () => {
    vi.useFakeTimers();
    const init = {
      method: 'POST',
      body: new ReadableStream({}),
      duplex: 'half',
      headers: { 'x-fiskil-signature': KNOWN_SIGNATURE },
    };
    const end = verify(new Request('https://app.example/', init)).catch((error) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await end).toMatchObject({ code: 'bad_webhook', message: expect.stringContaining('late') });
  });

  test.each(['', 'not base64!', 'abc-_', 'a', '====', undefined, 7])(
    'with the secret %o, by name',
    async (secret) => {
      const error = await verifyWebhook(webhook(), { secret } as never).catch((reason: Error) => reason);
      expect(error).toMatchObject({
        code: 'invalid_option',
        message: expect.stringMatching(/^secret must be/),
      });
    },
  );

  test('when it is a request of Express, with what to do', async () => {
    const express = { url: '/', method: 'POST', headers: {}, body: {} };
    await expect(verifyWebhook(express as never, OPTIONS)).rejects.toThrow(/toNodeListener/);
  });

  test('without its secret or its body in the error', async () => {
    const error = await verify(webhook(WEBHOOK_BODY, HEX_SIGNATURE)).catch((reason: Error) => reason);
    const all = `${(error as Error).stack} ${JSON.stringify(error)}`;
    expect(all).not.toMatch(/c2lnbmlu|79632ad7|eu_1/);
  });
});
