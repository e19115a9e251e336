import { afterEach, describe, expect, test } from 'vitest';
import { createConsentServer, verifyWebhook } from '../../../src/server.ts';
import { SECRET, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const GOOD = { clientId: 'id', clientSecret: SECRET };
const make = (more: object) => createConsentServer({ ...GOOD, ...more } as never);

describe('an option that is not known', () => {
  test.each([
    ['baseURL', 'baseUrl'],
    ['base_url', 'baseUrl'],
    ['ClientID', 'clientId'],
    ['client_secret', 'clientSecret'],
    ['timeout', 'timeoutMs'],
    ['apiversion', 'apiVersion'],
    ['retries', 'tries'],
  ])('%s is refused, and %s named', (name, meant) => {
    expect(() => make({ [name]: 1 })).toThrow(`"${name}" is not an option. Did you mean ${meant}?`);
  });

  test('that resembles none is refused with all that are known', () => {
    expect(() => make({ logger: console })).toThrow(
      /^"logger" is not an option\. Options: clientId, .*fetch$/,
    );
  });

  test('is refused without its value, and its name is cut and escaped', () => {
    expect(() => make({ [`a\n${'x'.repeat(100)}`]: SECRET })).toThrow(/^"a\\nx{38}" is not an option/);
    expect(() => make({ secret: SECRET })).not.toThrow(SECRET);
  });

  test('that is undefined or null is not given', () => {
    expect(() => make({ logger: undefined, other: null, baseUrl: null, timeoutMs: undefined })).not.toThrow();
  });

  test.each<[string, string, (server: ReturnType<typeof createConsentServer>) => unknown]>([
    [
      'redirect_uri',
      'redirectUri',
      ({ sessions }) => sessions.create({ endUserId: 'u', redirect_uri: 'x' } as never),
    ],
    ['abort', 'signal', ({ sessions }) => sessions.create({ endUserId: 'u' }, { abort: 1 } as never)],
    ['Active', 'active', ({ consents }) => consents.list('u', { Active: true } as never)],
    ['e_mail', 'email', ({ endUsers }) => endUsers.create({ e_mail: 'x' } as never)],
    ['industries', 'industry', ({ institutions }) => institutions.list({ industries: 'x' } as never)],
  ])('%s is refused where %s is meant, in every verb', async (name, meant, send) => {
    const { server, platform } = setUp();
    const error = await Promise.resolve(send(server)).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'invalid_option' });
    expect(String(error)).toContain(`"${name}" is not an option. `);
    expect(String(error)).toContain(meant);
    expect(platform.calls).toHaveLength(0);
  });

  test.each<[string, (server: ReturnType<typeof createConsentServer>) => unknown]>([
    ['nameFlows', ({ sessions }) => sessions.toHandler(() => null, { nameflow: false } as never)],
    ['onError', ({ sessions }) => sessions.toStatusHandler(() => null, { onerror: () => {} } as never)],
    ['industry', ({ institutions }) => institutions.toHandler({ industri: 'x' } as never)],
    ['secret', ({ webhooks }) => webhooks.toHandler(() => {}, { secrets: 'x' } as never)],
  ])('is refused by every handler: %s', (meant, mount) => {
    expect(() => mount(setUp().server)).toThrow(`Did you mean ${meant}?`);
  });

  test('is refused by verifyWebhook', async () => {
    const request = new Request('https://app.example/', { method: 'POST' });
    await expect(verifyWebhook(request, { signingSecret: 'x' } as never)).rejects.toThrow(/Options: secret$/);
  });
});
