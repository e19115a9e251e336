import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSessionMinter, isSessionMintError } from '../../../src/server.ts';
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
  ])('a wrong %s is refused by name: %o', (name, wrong) => {
    const error = errorOf(() => createSessionMinter({ ...GOOD, ...wrong } as never));
    expect(error).toMatchObject({
      code: 'invalid_option',
      message: expect.stringMatching(`^${name} must be`),
    });
  });

  test('no options at all are refused in the same way', () => {
    const error = errorOf(() => createSessionMinter(undefined as never));
    expect(isSessionMintError(error) && error.code).toBe('invalid_option');
  });

  test('a refused value is not printed: it may be a secret in the wrong place', () => {
    expect(String(errorOf(() => createSessionMinter({ ...GOOD, baseUrl: SECRET })))).not.toContain(SECRET);
  });

  test.each(['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000', 'http://api.localhost'])(
    'plain http is fine on this machine: %s',
    (baseUrl) => {
      expect(() => createSessionMinter({ ...GOOD, baseUrl })).not.toThrow();
    },
  );

  test('the minter is not made in a browser page', () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    const error = errorOf(() => createSessionMinter(GOOD));
    expect(error).toMatchObject({ code: 'invalid_option', message: expect.stringContaining('server') });
  });

  test('a window without a document, as in Deno, is no page', () => {
    vi.stubGlobal('window', {});
    expect(() => createSessionMinter(GOOD)).not.toThrow();
  });
});

describe('the input', () => {
  test.each([
    ['endUserId', { endUserId: '' }],
    ['endUserId', { endUserId: 7 }],
    ['redirectUri', { redirectUri: '/back' }],
    ['redirectUri', { redirectUri: 'javascript:alert(1)' }],
    ['cancelUri', { cancelUri: 'app://cancel' }],
    ['institutionId', { institutionId: '' }],
    ['institutionId', { institutionId: null }],
    ['permissions', { permissions: 'all' }],
    ['permissions', { permissions: ['a', 1] }],
    ['arrangementId', { arrangementId: {} }],
  ])('a wrong %s is refused by name, before anything is sent: %o', async (name, wrong) => {
    const { minter, platform } = setUp();
    await expect(minter.create({ endUserId: 'user-1', ...wrong } as never)).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringMatching(`^${name} must be`),
    });
    expect(platform.calls).toHaveLength(0);
  });

  test('no input at all is a rejection too, not a throw', async () => {
    const { minter } = setUp();
    await expect(minter.create(undefined as never)).rejects.toMatchObject({ code: 'invalid_option' });
  });
});
