import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAuthSession } from '../../../src/model/auth-session.ts';
import { ConsentError, isConsentError } from '../../../src/model/consent-error.ts';
import { anyValue, HOSTILE_FORMS, hostileMakers } from '../../support/arbitraries.ts';

const JSON_OF_THE_API = {
  id: '5qcql2s0bn9qfh1m5qd1sl4gth',
  session_id: 'ea564d-56012s4-6ds4564',
  auth_url: 'https://auth.fiskil.com/consent?session=ea564d-56012s4-6ds4564',
  expires_at: 1621083785,
};

const SESSION = {
  sessionId: JSON_OF_THE_API.session_id,
  authUrl: JSON_OF_THE_API.auth_url,
  expiresAt: JSON_OF_THE_API.expires_at,
};

function errorOf(json: unknown): unknown {
  try {
    parseAuthSession(json);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('an auth session is read', () => {
  test('from the JSON as the API sends it, taking session_id and not the client id', () => {
    expect(parseAuthSession(JSON_OF_THE_API)).toEqual(SESSION);
  });

  test('from the camelCase form, so that reading it twice changes nothing', () => {
    expect(parseAuthSession(SESSION)).toEqual(SESSION);
  });

  test('with the API spelling first where both are there', () => {
    expect(parseAuthSession({ ...SESSION, session_id: 'other' }).sessionId).toBe('other');
  });

  test('without what else came along: nothing secret is carried on', () => {
    const read = parseAuthSession({ ...JSON_OF_THE_API, token: 'secret' });
    expect(Object.keys(read).sort()).toEqual(['authUrl', 'expiresAt', 'sessionId']);
  });

  test('with each getter run once: it cannot pass the check and then change its mind', () => {
    let reads = 0;
    const json = {
      ...JSON_OF_THE_API,
      get auth_url() {
        reads += 1;
        return reads === 1 ? JSON_OF_THE_API.auth_url : 'javascript:alert(1)';
      },
    };
    expect(parseAuthSession(json).authUrl).toBe(JSON_OF_THE_API.auth_url);
    expect(reads).toBe(1);
  });
});

describe('expires_at', () => {
  const expiresAt = (value: unknown) => parseAuthSession({ ...JSON_OF_THE_API, expires_at: value }).expiresAt;

  test.each([
    ['Unix seconds', 1_793_232_000, 1_793_232_000],
    ['RFC 3339 in UTC', '2026-11-23T12:00:00Z', Date.UTC(2026, 10, 23, 12) / 1000],
    ['RFC 3339 in lower case', '2026-11-23t12:00:00z', Date.UTC(2026, 10, 23, 12) / 1000],
    ['RFC 3339 with an offset', '2026-11-23T12:00:00+10:30', Date.UTC(2026, 10, 23, 1, 30) / 1000],
    [
      'RFC 3339 with a fraction, rounded down',
      '2026-11-23T12:00:00.999999Z',
      Date.UTC(2026, 10, 23, 12) / 1000,
    ],
    ['the last date that RFC 3339 can write', '9999-12-31T23:59:59Z', 253_402_300_799],
  ])('takes %s', (_, value, seconds) => {
    expect(expiresAt(value)).toBe(seconds);
    expect(expiresAt(seconds)).toBe(seconds);
  });

  test.each([
    ['now', 1_793_232_000_000],
    ['in 2001', 1_000_000_000_000],
  ])('in milliseconds (%s) is refused with a word about seconds', (_, value) => {
    expect(errorOf({ ...JSON_OF_THE_API, expires_at: value })).toMatchObject({
      code: 'session_request_failed',
      message: expect.stringMatching(/expires_at.*seconds, not milliseconds/),
    });
  });

  test.each([
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    '',
    'soon',
    '1621083785',
    '2026-11-23',
    '2026-11-23T12:00:00',
    '2026-11-23 12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-11-23T12:00:00+99:99',
    '1969-12-31T23:59:59Z',
    'Mon, 23 Nov 2026 12:00:00 GMT',
    ' 2026-11-23T12:00:00Z',
    '+002026-11-23T12:00:00Z',
    '2026-11-23T12:00:00Z (UTC)',
    ['2026-11-23T12:00:00Z'],
    '2026-11-23T12:00:00Z\n',
    true,
    null,
    undefined,
    [[]],
    {},
    new Date(1_793_232_000_000),
    1_793_232_000n,
  ])('as %o is refused by name, with both of its forms', (value) => {
    const error = errorOf({ ...JSON_OF_THE_API, expires_at: value });
    expect(error).toMatchObject({
      code: 'session_request_failed',
      message: expect.stringMatching(/expires_at.*Unix seconds.*RFC 3339/),
    });
  });
});

describe('an answer of the wrong shape', () => {
  test.each([undefined, null, 'text', 42, true, () => JSON_OF_THE_API])('%o is no session', (json) => {
    expect(errorOf(json)).toMatchObject({
      code: 'session_request_failed',
      message: 'the auth session must be an object',
    });
  });

  test.each([
    ['session_id', undefined],
    ['session_id', ''],
    ['session_id', 7],
    ['session_id', null],
    ['auth_url', undefined],
    ['auth_url', ''],
    ['auth_url', new URL('https://auth.fiskil.com')],
  ])('a wrong %s (%o) is refused by name', (field, value) => {
    expect(errorOf({ ...JSON_OF_THE_API, [field]: value })).toMatchObject({
      code: 'session_request_failed',
      message: expect.stringMatching(`^${field} must be a non-empty string`),
    });
  });

  test('never quotes the value: it may be a token in the wrong place', () => {
    const error = errorOf({ ...JSON_OF_THE_API, expires_at: 'secret', auth_url: 'secret' });
    expect(String(error)).not.toContain('secret');
  });

  test.each(Object.entries(HOSTILE_FORMS))('behind %s is no session either', (_, form) => {
    const { auth_url, ...rest } = JSON_OF_THE_API;
    expect(isConsentError(errorOf(form(rest, 'auth_url')))).toBe(true);
  });
});

const seconds = fc.oneof(fc.integer({ min: 1, max: 999_999_999_999 }), fc.maxSafeInteger(), fc.double());
const dates = fc.date({ noInvalidDate: true, min: new Date(-1e12), max: new Date('9999-12-31T23:59:59Z') });
const nearSession = fc.record(
  {
    session_id: fc.oneof(fc.string(), anyValue),
    auth_url: fc.oneof(fc.webUrl(), fc.string()),
    expires_at: fc.oneof(
      { weight: 4, arbitrary: seconds },
      { weight: 4, arbitrary: dates.map((date) => date.toISOString()) },
      anyValue,
    ),
  },
  { requiredKeys: ['expires_at'] },
);

function hasSessionForm(json: Record<string, unknown>): boolean {
  const { session_id, auth_url, expires_at } = json;
  const isFilled = (value: unknown) => typeof value === 'string' && value !== '';
  const isWhole = typeof expires_at === 'number' && expires_at % 1 === 0;
  const isInTime = isWhole && expires_at >= 1 && expires_at < 1e12;
  const isDate =
    typeof expires_at === 'string' && /^\d{4}-/.test(expires_at) && Date.parse(expires_at) >= 1000;
  return isFilled(session_id) && isFilled(auth_url) && (isInTime || isDate);
}

describe('whatever it is given', () => {
  const accepts = (json: unknown) => errorOf(json) === undefined;

  const isOwn = (error: unknown) =>
    error === undefined || (error instanceof ConsentError && error.code === 'session_request_failed');

  test('it throws nothing but its own error', () => {
    fc.assert(fc.property(fc.oneof(anyValue, nearSession), (json) => isOwn(errorOf(json))));
  });

  test('it throws nothing but its own error at what bites', () => {
    const makers = hostileMakers(nearSession, ['session_id', 'auth_url', 'expires_at', 'extra']);
    fc.assert(fc.property(makers, (make) => isOwn(errorOf(make()))));
  });

  test('it accepts what has the form of a session, and nothing else', () => {
    fc.assert(
      fc.property(nearSession, (json) => {
        expect(accepts(json)).toBe(hasSessionForm(json));
      }),
      { numRuns: 1000 },
    );
  });

  test('those examples held many sessions and many that are none', () => {
    const sample = fc.sample(nearSession, { numRuns: 500, seed: 7 }).map(hasSessionForm);
    expect(sample.filter(Boolean).length).toBeGreaterThan(50);
    expect(sample.filter((is) => !is).length).toBeGreaterThan(50);
  });

  test('what it has read it reads again as the same', () => {
    fc.assert(
      fc.property(nearSession.filter(hasSessionForm), (json) => {
        const session = parseAuthSession(json);
        expect(parseAuthSession(session)).toEqual(session);
      }),
    );
  });
});
