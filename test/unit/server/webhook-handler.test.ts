import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ConsentStore, WebhookEvent } from '../../../src/server.ts';
import { setUp, tearDown } from '../../support/fake-platform.ts';
import { WEBHOOK_BODY, WEBHOOK_SECRET, webhook } from '../../support/signed-webhook.ts';

afterEach(tearDown);

/** Web Crypto works outside of the fake clock. */
const tick = setImmediate;

async function settle<T>(work: Promise<T>): Promise<T> {
  let settled = false;
  const end = () => {
    settled = true;
  };
  work.then(end, end);
  while (!settled) {
    await new Promise((resolve) => tick(resolve));
    await vi.advanceTimersByTimeAsync(20);
  }
  return work;
}

function mount(onEvent: (event: WebhookEvent) => unknown, { store, onError = () => {} }: Mounting = {}) {
  const { server } = setUp({ ...(store && { store }) });
  const handler = server.webhooks.toHandler(onEvent, { secret: WEBHOOK_SECRET, onError });
  return async (request = webhook()) => (await settle(handler(request))).status;
}
interface Mounting {
  store?: ConsentStore;
  onError?: (error: unknown) => void;
}

describe('the handler of webhooks', () => {
  test('gives each event to onEvent, and answers that it was taken', async () => {
    const onEvent = vi.fn();
    const deliver = mount(onEvent);
    expect(await deliver()).toBe(204);
    expect(onEvent).toHaveBeenCalledExactlyOnceWith(JSON.parse(WEBHOOK_BODY));
  });

  test('gives a webhook that comes again to nobody, for a day', async () => {
    const onEvent = vi.fn();
    const deliver = mount(onEvent);
    for (const attempt of [1, 2, 3]) {
      const again = WEBHOOK_BODY.replace('"delivery_attempt":1', `"delivery_attempt":${attempt}`);
      expect(await deliver(webhook(again))).toBe(204);
    }
    expect(onEvent).toHaveBeenCalledOnce();
    expect(await deliver(webhook(WEBHOOK_BODY.replace('msg_7c9e6679', 'msg_2')))).toBe(204);
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  test('asks for another delivery where onEvent fails, and then gives it a turn', async () => {
    const onError = vi.fn();
    const onEvent = vi.fn().mockRejectedValueOnce(new Error('database down'));
    const deliver = mount(onEvent, { onError });
    expect(await deliver()).toBe(500);
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('database down'));
    expect(await deliver()).toBe(204);
    expect(await deliver()).toBe(204);
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  test('lets a delivery that comes while another is processed come again later', async () => {
    let finish = () => {};
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const onEvent = vi.fn(() => {
      begun();
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const deliver = mount(onEvent);
    const first = deliver();
    await running;
    expect(await deliver()).toBe(503);
    finish();
    expect(await first).toBe(204);
    expect(await deliver()).toBe(204);
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('refuses what is not signed, and tells why', async () => {
    const onError = vi.fn();
    const onEvent = vi.fn();
    const deliver = mount(onEvent, { onError });
    expect(await deliver(webhook(WEBHOOK_BODY, null))).toBe(401);
    expect(await deliver(webhook(WEBHOOK_BODY, 'AAAA'))).toBe(401);
    expect(await deliver(webhook('{}'))).toBe(400);
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual([
      'signature_missing',
      'signature_mismatch',
      'bad_webhook',
    ]);
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('refuses GET', async () => {
    expect(await mount(() => {})(new Request('https://app.example/'))).toBe(405);
  });

  test('asks for another delivery where the store fails', async () => {
    const broken = () => Promise.reject(new Error('down'));
    const onEvent = vi.fn();
    expect(await mount(onEvent, { store: { getItem: broken, setItem: broken } })()).toBe(503);
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('is not made without a secret or a function', () => {
    const { server } = setUp();
    expect(() => server.webhooks.toHandler(() => {}, { secret: 'no base64!' })).toThrow(/^secret must be/);
    expect(() => server.webhooks.toHandler(undefined as never, { secret: WEBHOOK_SECRET })).toThrow(
      /^onEvent must be/,
    );
  });
});
