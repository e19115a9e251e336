import { describe, expect, test } from 'vitest';
import { ConsentError } from '../../../src/model/consent-error.ts';
import { type ProviderResult, toOutcome } from '../../../src/model/provider-result.ts';

/** Everything the provider may say beside its type. */
const BESIDE = {
  error: 'server_error',
  errorId: 'err_7f9c2ba4',
  errorDescription: 'It did not work',
  errorUri: 'https://docs.fiskil.com/errors#TYPE',
};

const outcomeOf = (result: ProviderResult) => toOutcome(result, 'session', 'popup');
const outcomeOfError = (fields: Extract<ProviderResult, { status: 'error' }>['fields']) =>
  outcomeOf({ status: 'error', fields });

describe('an error that cancels', () => {
  test.each([
    ['AUTH_SESSION_CANCELLED', 'user_cancelled'],
    ['LINK_USER_CANCELLED', 'user_cancelled'],
    ['CONSENT_ENDUSER_DENIED', 'denied'],
  ])('%s means %s, and a new session may be tried', (errorType, reason) => {
    const fields = { errorType, ...BESIDE };
    const outcome = outcomeOfError(fields);
    expect(outcome).toMatchObject({ status: 'cancelled', reason, sessionId: 'session', mode: 'popup' });
    expect({ ...(outcome as { error: ConsentError }).error }).toEqual({
      code: 'provider_error',
      retry: 'new_session',
      ...fields,
    });
  });
});

describe('an error that fails', () => {
  test.each([
    ['AUTH_SESSION_INVALID', 'session_invalid', 'new_session'],
    ['LINK_INVALID_SESSION', 'session_invalid', 'new_session'],
    ['CONSENT_UPSTREAM_PROCESSING_ERROR', 'provider_error', 'later'],
    ['CONSENT_OTP_FAILURE', 'provider_error', 'new_session'],
    ['CONSENT_ENDUSER_INELIGIBLE', 'provider_error', 'new_session'],
    ['CONSENT_TIMEOUT', 'provider_error', 'new_session'],
    ['CONSUMERDATA_PROCESSING_ERROR', 'provider_error', 'later'],
    ['CONSENT_OF_A_TYPE_YET_TO_COME', 'provider_error', 'none'],
    ['constructor', 'provider_error', 'none'],
  ])('%s means %s, retry %s, and no field is dropped', (errorType, code, retry) => {
    const fields = { errorType, ...BESIDE };
    const outcome = outcomeOfError(fields);
    expect(outcome).toMatchObject({ status: 'failed', sessionId: 'session', mode: 'popup' });
    expect((outcome as { error: ConsentError }).error).toBeInstanceOf(ConsentError);
    expect({ ...(outcome as { error: ConsentError }).error }).toEqual({ code, retry, ...fields });
  });

  test('names its type in its message, for the log', () => {
    expect(outcomeOfError({ errorType: 'CONSENT_NEW' })).toMatchObject({
      error: { message: 'the provider ended the session: CONSENT_NEW' },
    });
    expect(outcomeOfError({ errorId: 'err_1' })).toMatchObject({
      error: { message: 'the provider ended the session: it gave no type' },
    });
  });

  test.each(['A\nhttps://evil.example', 'CALL 0900 1234', 'x'.repeat(100), '\u202eEPYT', '<b>'])(
    'does not quote a type that no provider has: %j',
    (errorType) => {
      expect(outcomeOfError({ errorType })).toMatchObject({
        error: { message: 'the provider ended the session: it gave no type', errorType },
      });
    },
  );

  test.each([
    ['an id', { errorId: 'err_1' }],
    ['a description', { errorDescription: 'It did not work' }],
    ['an address', { errorUri: 'https://docs.fiskil.com/errors' }],
  ])('with nothing but %s is a failure nobody can judge', (_, fields) => {
    expect(outcomeOfError(fields)).toMatchObject({
      status: 'failed',
      error: { code: 'provider_error', retry: 'none', ...fields },
    });
  });
});

describe('an error with no type', () => {
  test('access_denied is the user declining', () => {
    expect(outcomeOfError({ error: 'access_denied', errorId: 'err_1' })).toMatchObject({
      status: 'cancelled',
      reason: 'denied',
      error: { error: 'access_denied', errorId: 'err_1' },
    });
  });

  test('auth_session_invalid is an invalid session, as its type would be', () => {
    expect(outcomeOfError({ error: 'auth_session_invalid' })).toMatchObject({
      status: 'failed',
      error: { code: 'session_invalid', retry: 'new_session', error: 'auth_session_invalid' },
    });
  });

  test.each(['server_error', 'something_new'])('%s is a failure that keeps its word', (error) => {
    expect(outcomeOfError({ error })).toMatchObject({
      status: 'failed',
      error: { code: 'provider_error', retry: 'none', error },
    });
  });
});

test('a type says more than the error beside it', () => {
  expect(outcomeOfError({ error: 'access_denied', errorType: 'CONSENT_TIMEOUT' })).toMatchObject({
    status: 'failed',
    error: { code: 'provider_error', retry: 'new_session' },
  });
  expect(outcomeOfError({ error: 'access_denied', errorType: 'UNKNOWN' })).toMatchObject({
    status: 'failed',
  });
});

test('not completed, and not a word more: the user cancelled, and there is no error to show', () => {
  expect(outcomeOfError({})).toEqual({
    status: 'cancelled',
    reason: 'user_cancelled',
    sessionId: 'session',
    mode: 'popup',
  });
});

describe('a success', () => {
  test('carries what the provider said', () => {
    const said = { consentId: 'consent', redirectUrl: 'https://app.example/done' };
    expect(toOutcome({ status: 'success', ...said }, 'session', 'iframe')).toEqual({
      status: 'success',
      sessionId: 'session',
      mode: 'iframe',
      ...said,
    });
  });

  test('has no key for what the provider did not say', () => {
    expect(Object.keys(outcomeOf({ status: 'success' })).sort()).toEqual(['mode', 'sessionId', 'status']);
  });

  test('names the session of its flow, whatever the message called it', () => {
    expect(outcomeOf({ status: 'success', sessionId: 'other' })).toMatchObject({ sessionId: 'session' });
  });
});
