import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConsentServer, isConsentServerError } from '../../../src/server.ts';
import { SECRET, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const GOOD = { clientId: 'id', clientSecret: SECRET };

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the options', () => {
  test.each([
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: undefined }],
    ['clientSecret', { clientSecret: ' ' }],
    ['clientSecret', { clientSecret: 42 }],
    ['baseUrl', { baseUrl: 'api.fiskil.com' }],
    ['baseUrl', { baseUrl: 'http://api.fiskil.com' }],
    ['baseUrl', { baseUrl: 'http://localhost.evil.example' }],
    ['baseUrl', { baseUrl: 'ftp://localhost' }],
    ['baseUrl', { baseUrl: 'https://user:pass@api.fiskil.com' }],
    ['baseUrl', { baseUrl: 'https://api.fiskil.com?key=1' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['timeoutMs', { timeoutMs: 2 ** 31 }],
    ['tries', { tries: 0 }],
    ['tries', { tries: 1.5 }],
    ['tries', { tries: '3' }],
    ['fetch', { fetch: 'fetch' }],
    ['apiVersion', { apiVersion: '2' }],
    ['apiVersion', { apiVersion: 'V2' }],
    ['apiVersion', { apiVersion: 'v2.0' }],
    ['allowHttp', { allowHttp: 'yes' }],
    ['store', { store: {} }],
    ['store', { store: new Map() }],
    ['store', { store: { getItem: () => {} } }],
  ])('a wrong %s is refused by name: %o', (name, wrong) => {
    const error = errorOf(() => createConsentServer({ ...GOOD, ...wrong } as never));
    expect(error).toMatchObject({
      code: 'invalid_option',
      message: expect.stringMatching(`^${name} must be`),
    });
  });

  test('no options at all are refused in the same way', () => {
    const error = errorOf(() => createConsentServer(undefined as never));
    expect(isConsentServerError(error) && error.code).toBe('invalid_option');
  });

  test('a refused value is not printed: it may be a secret in the wrong place', () => {
    expect(String(errorOf(() => createConsentServer({ ...GOOD, baseUrl: SECRET })))).not.toContain(SECRET);
  });

  test.each(['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000', 'http://api.localhost'])(
    'plain http is fine on this machine: %s',
    (baseUrl) => {
      expect(() => createConsentServer({ ...GOOD, baseUrl })).not.toThrow();
    },
  );

  test('plain http to another machine is fine where it is asked for, and nothing else changes', () => {
    const allowed = { ...GOOD, allowHttp: true };
    expect(() => createConsentServer({ ...allowed, baseUrl: 'http://sandbox:4100' })).not.toThrow();
    expect(() => createConsentServer({ ...allowed, baseUrl: 'http://user:pass@sandbox:4100' })).toThrow(
      /baseUrl/,
    );
    expect(() => createConsentServer({ ...GOOD, baseUrl: 'http://sandbox:4100' })).toThrow(/allowHttp: true/);
  });

  test('the server is not made in a browser page', () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    const error = errorOf(() => createConsentServer(GOOD));
    expect(error).toMatchObject({ code: 'invalid_option', message: expect.stringContaining('server') });
  });

  test('a window without a document, as in Deno, is no page', () => {
    vi.stubGlobal('window', {});
    expect(() => createConsentServer(GOOD)).not.toThrow();
  });
});

describe('the input', () => {
  test.each([
    ['endUserId', { endUserId: '' }],
    ['endUserId', { endUserId: 7 }],
    ['redirectUri', { redirectUri: '/back' }],
    ['redirectUri', { redirectUri: 'https://app.example/back ' }],
    ['redirectUri', { redirectUri: 'javascript:alert(1)' }],
    ['cancelUri', { cancelUri: 'app://cancel' }],
    ['institutionId', { institutionId: '' }],
    ['institutionId', { institutionId: 7 }],
    ['permissions', { permissions: 'all' }],
    ['permissions', { permissions: ['a', 1] }],
    ['arrangementId', { arrangementId: {} }],
  ])('a wrong %s is refused by name, before anything is sent: %o', async (name, wrong) => {
    const { server, platform } = setUp();
    await expect(server.sessions.create({ endUserId: 'user-1', ...wrong } as never)).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringMatching(`^${name} must be`),
    });
    expect(platform.calls).toHaveLength(0);
  });

  test('no input at all is a rejection too, not a throw', async () => {
    const { server } = setUp();
    await expect(server.sessions.create(undefined as never)).rejects.toMatchObject({
      code: 'invalid_option',
    });
  });
});
