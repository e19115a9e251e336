import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parcel } from '../../../src/browser/parcel.ts';
import { outcomeOf } from '../../../src/callback/outcome-of.ts';
import { ConsentError } from '../../../src/model/consent-error.ts';
import { oddUrl } from '../../support/arbitraries.ts';

const APP = 'https://app.example/callback';
const parcelOf = (url: string, more: Partial<Parcel> = {}): Parcel => ({
  url,
  sessionId: 'session',
  mode: 'redirect',
  at: 1_000_000,
  ...more,
});

describe('a callback that was verified', () => {
  test('is the success that its address tells of', () => {
    const parcel = parcelOf(`${APP}?session_id=session&consent_id=consent`, { state: { order: 7 } });
    expect(outcomeOf('verified', parcel)).toEqual({
      status: 'success',
      sessionId: 'session',
      consentId: 'consent',
      mode: 'redirect',
    });
  });

  test('is the cancel that its address tells of, with every field, and the session on record', () => {
    const query = 'error=access_denied&error_type=CONSENT_ENDUSER_DENIED&error_id=err_1&error_description=No';
    const outcome = outcomeOf('verified', parcelOf(`${APP}?${query}&error_uri=https://d.example/e#T`));
    expect(outcome).toMatchObject({
      status: 'cancelled',
      reason: 'denied',
      sessionId: 'session',
      mode: 'redirect',
      error: {
        error: 'access_denied',
        errorType: 'CONSENT_ENDUSER_DENIED',
        errorId: 'err_1',
        errorDescription: 'No',
        errorUri: 'https://d.example/e#T',
      },
    });
  });

  test('is the failure that its address tells of, as a real error', () => {
    const outcome = outcomeOf('verified', parcelOf(`${APP}?error_type=CONSENT_TIMEOUT`));
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'provider_error', errorType: 'CONSENT_TIMEOUT', retry: 'new_session' },
    });
    expect(outcome).toHaveProperty('error', expect.any(ConsentError));
  });

  test.each(['popup', 'iframe', 'redirect'] as const)('says in which mode it was: %s', (mode) => {
    expect(outcomeOf('verified', parcelOf(`${APP}?session_id=session`, { mode }))).toMatchObject({ mode });
  });

  test('names no session where none is on record: an empty one is none', () => {
    const outcome = outcomeOf('verified', parcelOf(`${APP}?error_type=X`, { sessionId: undefined }));
    expect(outcome).toMatchObject({ status: 'failed' });
    expect(outcome).not.toHaveProperty('sessionId');
  });

  test.each([APP, '', 'not an address', `${APP}?error=x&state=1`])(
    'is nothing where its address says nothing: %o',
    (url) => {
      expect(outcomeOf('verified', parcelOf(url))).toBeUndefined();
    },
  );
});

describe('a callback that was not verified', () => {
  test.each([
    ['session_used', 'new_session', 'used before'],
    ['session_mismatch', 'new_session', 'another auth session'],
    ['unverified_callback', 'none', 'knows nothing'],
  ] as const)('%s is a failure of that code, retry %s, in words', (verdict, retry, words) => {
    const outcome = outcomeOf(verdict, parcelOf(`${APP}?session_id=stolen`));
    expect(outcome).toMatchObject({
      status: 'failed',
      mode: 'redirect',
      error: { code: verdict, retry, message: expect.stringContaining(words) },
    });
    expect(outcome).toHaveProperty('error', expect.any(ConsentError));
  });

  test.each(['session_used', 'session_mismatch', 'unverified_callback'] as const)(
    '%s names no session, and repeats nothing of the address: a link may have brought it',
    (verdict) => {
      const outcome = outcomeOf(verdict, parcelOf(`${APP}?session_id=stolen&error_description=stolen`));
      expect(outcome).not.toHaveProperty('sessionId');
      const { message } = (outcome as { error: ConsentError }).error;
      expect(JSON.stringify(outcome) + message).not.toContain('stolen');
    },
  );
});

test('whatever the address, nothing is thrown, and only one that was verified is a success', () => {
  const verdicts = fc.constantFrom(
    'verified' as const,
    'session_used' as const,
    'session_mismatch' as const,
    'unverified_callback' as const,
  );
  fc.assert(
    fc.property(oddUrl, verdicts, (url, verdict) => {
      const outcome = outcomeOf(verdict, parcelOf(url));
      if (outcome?.status === 'success') expect(verdict).toBe('verified');
      if (verdict !== 'verified')
        expect(outcome).toMatchObject({ status: 'failed', error: { code: verdict } });
    }),
    { numRuns: 1000 },
  );
});
