import { expect, it } from 'vitest';
import { setUp, told, walk, wholeWay } from './visitor.ts';

it.each([
  ['denied', 'Log in', 'access_denied', 'CONSENT_ENDUSER_DENIED'],
  ['upstream_failure', 'Log in', 'server_error', 'CONSENT_UPSTREAM_PROCESSING_ERROR'],
  ['timeout', 'Log in', 'server_error', 'CONSENT_TIMEOUT'],
  ['otp_failure', 'Verify', 'access_denied', 'CONSENT_OTP_FAILURE'],
  ['ineligible', 'Verify', 'access_denied', 'CONSENT_ENDUSER_INELIGIBLE'],
  ['processing_error', 'Confirm', 'server_error', 'CONSUMERDATA_PROCESSING_ERROR'],
] as const)('%s comes at "%s" and not before', async (ending, button, error, errorType) => {
  const { visitor, mint, sandbox } = setUp({ settings: { ending } });
  const before = wholeWay[wholeWay.indexOf(button) - 1] ?? '';
  await walk(visitor, mint(), before);
  expect(sandbox.sessions()[0]?.state).toBe('open');
  await visitor.press(button);
  expect(told(visitor).message).toMatchObject({ isCompleted: false, error, errorType });
  expect(sandbox.sessions()[0]).toMatchObject({ state: 'ended', end: ending });
  expect(visitor.heading).toBe('No consent was given');
});

it.each([
  ['invalid_session', 'The auth session was not found'],
  ['used_session', 'The auth session has already been used'],
] as const)('%s comes at the opening and goes nowhere', async (ending, errorDescription) => {
  const { visitor, sandbox } = setUp({ settings: { ending } });
  await visitor.open(sandbox.mint({ cancelUri: 'https://a.test/no' }).auth_url);
  const { message, next } = told(visitor);
  expect(message).toMatchObject({
    error: 'auth_session_invalid',
    errorType: 'AUTH_SESSION_INVALID',
    errorDescription,
  });
  expect(next).toBeUndefined();
  expect(sandbox.sessions()[0]).toMatchObject({ state: 'ended', end: ending });
});

it('names the documentation of its error type and has an id that no other failure has', async () => {
  const ids = [];
  for (const _ of [1, 2]) {
    const { visitor, mint } = setUp({ settings: { ending: 'denied' } });
    await walk(visitor, mint(), 'Log in');
    const { message } = told(visitor);
    expect(message?.['errorURI']).toBe('https://docs.fiskil.com/errors#CONSENT_ENDUSER_DENIED');
    expect(message?.['errorID']).toMatch(/^err_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    ids.push(message?.['errorID']);
  }
  expect(ids[0]).not.toBe(ids[1]);
});
