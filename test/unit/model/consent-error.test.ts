import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { ConsentError, isConsentError } from '../../../src/model/consent-error.ts';

const FIELDS = {
  errorType: 'CONSENT_OTP_FAILURE',
  error: 'access_denied',
  errorId: 'err_1',
  errorDescription: 'The one-time password was wrong',
  errorUri: 'https://docs.fiskil.com/errors#CONSENT_OTP_FAILURE',
};

describe('a consent error', () => {
  test('is an error with a name, a message and a stack', () => {
    const error = new ConsentError('popup_blocked', 'The window was blocked');
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('ConsentError: The window was blocked');
    expect(error.stack).toContain('consent-error.test.ts');
  });

  test('keeps its name, its message, its code and every field in JSON', () => {
    const error = new ConsentError('provider_error', 'No', { retry: 'later', fields: FIELDS, status: 502 });
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: 'ConsentError',
        message: 'No',
        code: 'provider_error',
        retry: 'later',
        status: 502,
        ...FIELDS,
      },
    });
  });

  test('is still known for one after JSON', () => {
    expect(isConsentError(JSON.parse(JSON.stringify(new ConsentError('popup_blocked', 'No'))))).toBe(true);
  });

  test('has no key for what the provider did not say', () => {
    expect(Object.keys(new ConsentError('popup_blocked', 'No'))).toEqual(['code', 'retry']);
  });

  test('promises nothing of a retry unless told', () => {
    expect(new ConsentError('provider_error', 'No').retry).toBe('none');
  });

  test('carries its cause, which neither JSON nor a copy takes along', () => {
    const cause = { token: 'secret' };
    const error = new ConsentError('session_request_failed', 'No', { cause });
    expect(error.cause).toBe(cause);
    expect(Object.keys(error)).not.toContain('cause');
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  test('keeps a cause that is undefined apart from no cause at all', () => {
    expect('cause' in new ConsentError('provider_error', 'No', { cause: undefined })).toBe(true);
    expect('cause' in new ConsentError('provider_error', 'No')).toBe(false);
  });

  test('does not show its name among its fields', () => {
    expect({ ...new ConsentError('provider_error', 'No') }).not.toHaveProperty('name');
  });
});

describe('isConsentError', () => {
  test('knows its own', () => {
    expect(isConsentError(new ConsentError('provider_error', 'No'))).toBe(true);
  });

  test('knows one of another frame, where instanceof does not', () => {
    const foreign: unknown = runInNewContext(
      `class ConsentError extends Error { code = 'popup_blocked'; get name() { return 'ConsentError'; } }
       new ConsentError('No')`,
    );
    expect(foreign).not.toBeInstanceOf(ConsentError);
    expect(isConsentError(foreign)).toBe(true);
  });

  test.each([
    undefined,
    null,
    '',
    'ConsentError',
    7,
    {},
    { code: 'popup_blocked' },
    { name: 'ConsentError' },
    new Error('ConsentError'),
    new DOMException('No', 'AbortError'),
    Object.assign(new Error('No'), { code: 'ENOENT' }),
    () => new ConsentError('provider_error', 'No'),
  ])('knows that %s is none', (value) => {
    expect(isConsentError(value)).toBe(false);
  });
});
