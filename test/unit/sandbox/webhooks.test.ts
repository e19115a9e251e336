import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/sandbox/webhooks/turns.ts';
import {
  createSandbox,
  type Sandbox,
  type SandboxLogEntry,
  type SandboxOptions,
} from '../../../src/sandbox.ts';
import { consent } from './client.ts';

interface Received {
  readonly body: string;
  readonly json: ReturnType<typeof JSON.parse>;
  readonly signature: string | string[] | undefined;
}

interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Takes webhooks, and answers with these statuses, then with 200. */
async function createReceiver(...statuses: number[]): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ body, json: JSON.parse(body), signature: request.headers['x-fiskil-signature'] });
    response.writeHead(statuses[received.length - 1] ?? 200, { location: '/elsewhere' }).end();
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=hush`, received };
}

function create(
  { url }: Receiver,
  settings: SandboxOptions['settings'] = {},
  options: SandboxOptions = {},
): Sandbox {
  return createSandbox({ ...options, settings: { webhookUrl: url, webhookRetryMs: 0, ...settings } });
}

const events = ({ received }: Receiver) => received.map(({ json }) => json.data.event);
const attempts = ({ received }: Receiver) => received.map(({ json }) => json.delivery_attempt);

describe('a webhook', () => {
  it('tells of a consent, in the platform’s shape', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver, {}, { now: () => Date.UTC(2026, 10, 20), clientId: 'app' });
    const { consentId } = consent(sandbox, { endUserId: 'eve' });
    await sandbox.webhooksDone();
    expect(receiver.received.map(({ json }) => json)).toEqual([
      {
        delivery_attempt: 1,
        publish_time: '2026-11-20T00:00:00Z',
        message_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        data: {
          event: 'consent.received',
          consent_id: consentId,
          client_id: 'app',
          end_user_id: 'eve',
          institution_id: '88888',
        },
      },
    ]);
    expect(receiver.received[0]?.body).not.toContain('session');
  });

  it('is signed over its raw body with what the secret decodes to', async () => {
    const receiver = await createReceiver();
    const secret = Buffer.from('a key of its own').toString('base64');
    const sandbox = create(receiver, {}, { webhookSecret: secret });
    consent(sandbox);
    await sandbox.webhooksDone();
    const [{ body, signature } = { body: '', signature: '' }] = receiver.received;
    expect(sandbox.webhookSecret).toBe(secret);
    expect(signature).toBe(createHmac('sha256', 'a key of its own').update(body).digest('base64'));
  });

  it('is signed with a secret that is known where none is given', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver);
    consent(sandbox);
    await sandbox.webhooksDone();
    const [{ body, signature } = { body: '', signature: '' }] = receiver.received;
    const key = Buffer.from(sandbox.webhookSecret, 'base64');
    expect(signature).toBe(createHmac('sha256', key).update(body).digest('base64'));
  });

  it.each(['no base64!', 'abc', '', '===='])('cannot be signed with %j', (webhookSecret) => {
    expect(() => createSandbox({ webhookSecret })).toThrow('webhookSecret must be base64');
  });

  it('is sent when a consent is given, renewed, and revoked by either side', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver);
    const { arrangementId = '' } = consent(sandbox);
    await sandbox.webhooksDone();
    consent(sandbox, { arrangementId });
    await sandbox.webhooksDone();
    sandbox.revokeConsent(arrangementId);
    await sandbox.webhooksDone();
    expect(events(receiver)).toEqual(['consent.received', 'consent.updated', 'consent.revoked']);
    const ids = new Set(receiver.received.map(({ json }) => json.data.consent_id));
    expect([...ids]).toEqual([sandbox.consents()[0]?.consentId]);
  });

  it('is sent when a consent expires: by itself, and by a clock that a test has moved', async () => {
    const receiver = await createReceiver();
    let now = Date.now();
    const sandbox = create(receiver, { consentDuration: 1 }, { now: () => now });
    consent(sandbox);
    now += 1000;
    await expect
      .poll(() => events(receiver), { timeout: 5000 })
      .toEqual(['consent.received', 'consent.revoked']);
    consent(sandbox, { settings: { consentDuration: 86_400 } });
    now += 86_400_000;
    expect(sandbox.consents().at(-1)?.ended).toBe('expired');
    await sandbox.webhooksDone();
    expect(events(receiver).slice(2).sort()).toEqual(['consent.received', 'consent.revoked']);
  });

  it('is not sent where no address is set, nor after a failure', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver);
    consent(sandbox, { settings: { ending: 'denied' } });
    consent(sandbox, { settings: { webhookUrl: '' } });
    await sandbox.webhooksDone();
    expect([receiver.received, sandbox.webhooks()]).toEqual([[], []]);
  });

  it('goes to the address of its own session', async () => {
    const [usual, own] = [await createReceiver(), await createReceiver()];
    const sandbox = create(usual);
    const { arrangementId = '' } = consent(sandbox, { settings: { webhookUrl: own.url } });
    sandbox.revokeConsent(arrangementId);
    await sandbox.webhooksDone();
    expect([usual.received.length, own.received.length]).toEqual([0, 2]);
  });
});

describe('the delivery', () => {
  it.each([500, 302, 404])('is tried again after %i, as the same message', async (status) => {
    const receiver = await createReceiver(status, status);
    const sandbox = create(receiver);
    consent(sandbox);
    await sandbox.webhooksDone();
    expect(attempts(receiver)).toEqual([1, 2, 3]);
    expect(new Set(receiver.received.map(({ json }) => json.message_id)).size).toBe(1);
    expect(sandbox.webhooks()).toMatchObject([{ state: 'delivered', attempts: [status, status, 200] }]);
  });

  it.each([201, 202, 204])('is done after %i', async (status) => {
    const receiver = await createReceiver(status);
    const sandbox = create(receiver);
    consent(sandbox);
    await sandbox.webhooksDone();
    expect(sandbox.webhooks()).toMatchObject([{ state: 'delivered', attempts: [status] }]);
  });

  it('ends after five attempts', async () => {
    const receiver = await createReceiver(500, 500, 500, 500, 500, 500);
    const sandbox = create(receiver);
    consent(sandbox);
    await sandbox.webhooksDone();
    expect(attempts(receiver)).toEqual([1, 2, 3, 4, 5]);
    expect(sandbox.webhooks()[0]?.state).toBe('dropped');
  });

  it('counts an address where nobody listens like any other failure', async () => {
    const receiver = await createReceiver();
    await new Promise((closed) => servers.pop()?.close(closed));
    const sandbox = create(receiver);
    consent(sandbox);
    await sandbox.webhooksDone();
    expect(sandbox.webhooks()[0]?.attempts).toEqual(Array(5).fill('no answer'));
  });

  it('comes twice, as the same message, where it is told to', async () => {
    const receiver = await createReceiver(500);
    const sandbox = create(receiver, { webhookTwice: true });
    consent(sandbox);
    await sandbox.webhooksDone();
    expect(attempts(receiver)).toEqual([1, 2, 3]);
    expect(new Set(receiver.received.map(({ json }) => json.message_id)).size).toBe(1);
    expect(sandbox.webhooks()[0]?.attempts).toEqual([500, 200, 200]);
  });

  it('comes late where it is told to', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver, { webhookDelayMs: 150 });
    const before = performance.now();
    consent(sandbox);
    await sandbox.webhooksDone();
    expect(performance.now() - before).toBeGreaterThan(140);
    expect(receiver.received).toHaveLength(1);
  });

  it('comes in the wrong order where it is told to', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver, { webhookOrder: 'swapped' });
    const { arrangementId = '' } = consent(sandbox);
    expect(sandbox.webhooks()[0]).toMatchObject({ event: 'consent.received', state: 'waiting' });
    sandbox.revokeConsent(arrangementId);
    await sandbox.webhooksDone();
    expect(events(receiver)).toEqual(['consent.revoked', 'consent.received']);
  });

  it('is not held back for good where no other follows', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number) => void slept.push(ms);
    const turns = createTurns({ sleep, wakeAll: () => {} });
    for (const done of [await turns.take('a'), await turns.take('a')]) done();
    expect(slept).toEqual([5000, 5000]);
  });

  it('is dropped when the sandbox closes, and leaves no timer', async () => {
    const receiver = await createReceiver();
    const sandbox = create(receiver, { webhookDelayMs: 600_000 });
    consent(sandbox);
    await sandbox.close();
    await sandbox.webhooksDone();
    expect(sandbox.webhooks()).toMatchObject([{ state: 'dropped', attempts: [] }]);
    expect(receiver.received).toEqual([]);
  });

  it('is logged, without the query of its address', async () => {
    const entries: SandboxLogEntry[] = [];
    const receiver = await createReceiver();
    const sandbox = createSandbox({ log: (entry) => entries.push(entry), now: () => 5000 });
    consent(sandbox, { settings: { webhookUrl: receiver.url } });
    await sandbox.webhooksDone();
    const [{ messageId } = { messageId: '' }] = sandbox.webhooks();
    expect(entries).toContainEqual({
      at: 5000,
      type: 'webhook',
      messageId,
      event: 'consent.received',
      attempt: 1,
      status: 200,
    });
    expect(JSON.stringify(entries)).toContain('/hook');
    expect(JSON.stringify(entries)).not.toContain('hush');
  });
});
