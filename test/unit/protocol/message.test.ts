import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toOutcome } from '../../../src/model/provider-result.ts';
import { parseMessage } from '../../../src/protocol/message.ts';
import {
  anyValue,
  HOSTILE_FORMS,
  hostileMakers,
  nearMessage,
  redirectUrl,
} from '../../support/arbitraries.ts';

/** What the flow of this message would end with. */
function outcomeOf(data: unknown) {
  const result = parseMessage(data);
  return result && toOutcome(result, 'session', 'iframe');
}

const ERROR = {
  error: 'server_error',
  errorType: 'CONSENT_OTP_FAILURE',
  errorID: 'err_1',
  errorDescription: 'The one-time password was wrong',
  errorURI: 'https://docs.fiskil.com/errors#CONSENT_OTP_FAILURE',
};
const FIELDS = {
  error: ERROR.error,
  errorType: ERROR.errorType,
  errorId: ERROR.errorID,
  errorDescription: ERROR.errorDescription,
  errorUri: ERROR.errorURI,
};
const SNAKE_CASE = {
  error: ERROR.error,
  error_type: ERROR.errorType,
  error_id: ERROR.errorID,
  error_description: ERROR.errorDescription,
  error_uri: ERROR.errorURI,
};

describe('a flat success', () => {
  test('carries the consent id', () => {
    expect(parseMessage({ isCompleted: true, consentID: 'consent' })).toEqual({
      status: 'success',
      consentId: 'consent',
    });
  });

  test('carries the consent id by its name before 2025-09', () => {
    expect(parseMessage({ isCompleted: true, arrangementID: 'old' })).toEqual({
      status: 'success',
      consentId: 'old',
    });
    expect(parseMessage({ isCompleted: true, arrangementID: 'old', consentID: 'new' })).toMatchObject({
      consentId: 'new',
    });
  });

  test('with neither id nor error still ends the flow, without a consent id', () => {
    expect(parseMessage({ isCompleted: true })).toEqual({ status: 'success' });
  });

  test.each([undefined, null, '', 42, {}])('with %o for an error is none the worse', (nothing) => {
    expect(
      parseMessage({ isCompleted: true, consentID: 'consent', error: '', errorType: null, errorID: nothing }),
    ).toEqual({ status: 'success', consentId: 'consent' });
  });

  test.each(['sessionID', 'sessionId', 'session_id'])('carries the session id where one is in %s', (key) => {
    expect(parseMessage({ isCompleted: true, [key]: 'session' })).toEqual({
      status: 'success',
      sessionId: 'session',
    });
  });
});

describe('a redirectURL that is longer than any address', () => {
  const endless = (length: number) => `https://app.example/?x=${'y'.repeat(length)}`;

  test('is not kept', () => {
    const result = parseMessage({ isCompleted: true, consentID: 'c', redirectURL: endless(8000) });
    expect(result).toEqual({ status: 'success', consentId: 'c' });
  });

  test('tells an error that it begins with', () => {
    const redirectURL = `https://app.example/?error_type=CONSENT_TIMEOUT&x=${'y'.repeat(8000)}`;
    expect(parseMessage({ isCompleted: true, redirectURL })).toMatchObject({ status: 'error' });
  });

  test('is read no further: many megabytes would stall the page', () => {
    const redirectURL = `${endless(8000)}&error_type=CONSENT_TIMEOUT`;
    expect(parseMessage({ isCompleted: true, redirectURL })).toMatchObject({ status: 'success' });
  });
});

describe('the redirectURL of a success', () => {
  const redirected = (redirectURL: unknown) =>
    parseMessage({ isCompleted: true, consentID: 'c', redirectURL });

  test.each([
    ['as it is', 'https://app.example/done?x=1#top', 'https://app.example/done?x=1#top'],
    ['to http, for a developer', 'http://localhost:3000/done', 'http://localhost:3000/done'],
    ['wholly percent-encoded', 'https%3A%2F%2Fapp.example%2Fdone%3Fx%3D1', 'https://app.example/done?x=1'],
    [
      'decoded once and no more',
      'https%3A%2F%2Fapp.example%2F%3Fx%3Da%2526b',
      'https://app.example/?x=a%26b',
    ],
    ['not decoded where it needs none', 'https://app.example/a%2Fb', 'https://app.example/a%2Fb'],
  ])('is passed on %s', (_, url, expected) => {
    expect(redirected(url)).toEqual({ status: 'success', consentId: 'c', redirectUrl: expected });
  });

  test.each([
    ['relative', '/done?x=1'],
    ['relative and encoded', '%2Fdone%3Fx%3D1'],
    ['relative to the protocol', '//evil.example/done'],
    ['a script', 'javascript:alert(1)'],
    ['an encoded script', 'javascript%3Aalert(1)'],
    ['data', 'data:text/html,x'],
    ['a blob', 'blob:https://app.example/x'],
    ['encoded twice', 'https%253A%252F%252Fapp.example%252F'],
    ['empty', ''],
    ['no text', { href: 'https://app.example' }],
    ['no address', 'https://'],
    ['badly encoded', '%E0%A4%A'],
  ])('is dropped where it is %s, and the success stays', (_, url) => {
    expect(redirected(url)).toEqual({ status: 'success', consentId: 'c' });
  });

  test('may be long: it is not cut short', () => {
    const url = `https://app.example/done?state=${'x'.repeat(5000)}`;
    expect(redirected(url)).toMatchObject({ redirectUrl: url });
  });

  test('may hold an error inside of another value: that is not its own', () => {
    const url = 'https://app.example/done?next=%2Fsearch%3Fq%3D1%26error%3D0%26error_type%3Dx';
    expect(redirected(url)).toEqual({ status: 'success', consentId: 'c', redirectUrl: url });
    expect(redirected(encodeURIComponent(url))).toMatchObject({ status: 'success', redirectUrl: url });
  });
});

describe('a flat failure', () => {
  test('of form A keeps every field', () => {
    expect(parseMessage({ isCompleted: false, ...ERROR })).toEqual({ status: 'error', fields: FIELDS });
  });

  test('of form A is an invalid session where it says so', () => {
    const posted = {
      isCompleted: false,
      error: 'auth_session_invalid',
      errorType: 'AUTH_SESSION_INVALID',
      errorDescription: 'The session is not valid',
      errorURI: 'https://docs.fiskil.com/errors#AUTH_SESSION_INVALID',
    };
    expect(outcomeOf(posted)).toMatchObject({
      status: 'failed',
      error: { code: 'session_invalid', retry: 'new_session', errorUri: posted.errorURI },
    });
  });

  test.each([
    [
      'a known error',
      '?error=access_denied&error_type=CONSENT_TIMEOUT',
      { error: 'access_denied', errorType: 'CONSENT_TIMEOUT' },
    ],
    ['an unknown error', '?error=new_and_unknown', { error: 'new_and_unknown' }],
    ['an unknown type alone', '?error_type=NEW_AND_UNKNOWN', { errorType: 'NEW_AND_UNKNOWN' }],
    ['an id alone', '?error_id=err_1', { errorId: 'err_1' }],
    ['an error beside the state of the integrator', '?state=1&error=x', { error: 'x' }],
    [
      'a description that is spelled as forms do',
      '?error=x&error_description=User+said%20no',
      { error: 'x', errorDescription: 'User said no' },
    ],
    ['an error in a hash route', '#/done?error=x', { error: 'x' }],
    [
      'an unescaped # in its error_uri',
      '?error=x&error_uri=https://d.example/e#TYPE',
      { error: 'x', errorUri: 'https://d.example/e#TYPE' },
    ],
  ])('of form B has %s in its redirectURL', (_, query, fields) => {
    const failed = { status: 'error', fields };
    for (const base of ['https://app.example/done', '/done', 'done', '']) {
      const url = base + query;
      expect(parseMessage({ isCompleted: true, redirectURL: url })).toEqual(failed);
      expect(parseMessage({ isCompleted: true, redirectURL: encodeURIComponent(url) })).toEqual(failed);
      expect(parseMessage({ isCompleted: true, consentID: 'c', redirectURL: url })).toEqual(failed);
    }
  });

  test('of form B is found behind a long state', () => {
    const url = `https://app.example/done?state=${'x'.repeat(5000)}&error=access_denied`;
    expect(parseMessage({ isCompleted: true, redirectURL: url })).toMatchObject({ status: 'error' });
    expect(parseMessage({ isCompleted: true, redirectURL: encodeURIComponent(url) })).toMatchObject({
      status: 'error',
    });
  });

  test.each(['R%E9sum%E9', '100%', '%zz', 'a&b'])(
    'of form B is found beside %s, which no decoder likes',
    (odd) => {
      const redirectURL = `https%3A%2F%2Fapp.example%2F%3Fx%3D${odd}%26error%3Daccess_denied`;
      expect(parseMessage({ isCompleted: true, redirectURL })).toMatchObject({
        status: 'error',
        fields: { error: 'access_denied' },
      });
    },
  );

  test('says more in its own fields than in its redirectURL', () => {
    const redirectURL = '/done?error=x&error_type=OLD&error_id=err_1';
    expect(parseMessage({ isCompleted: false, errorType: 'NEW', redirectURL })).toEqual({
      status: 'error',
      fields: { error: 'x', errorType: 'NEW', errorId: 'err_1' },
    });
  });

  test('of form C is an error alone', () => {
    expect(parseMessage({ error: 'server_error' })).toEqual({
      status: 'error',
      fields: { error: 'server_error' },
    });
    expect(outcomeOf({ error: 'access_denied' })).toMatchObject({ status: 'cancelled', reason: 'denied' });
  });

  test('with no error field is the user cancelling', () => {
    expect(parseMessage({ isCompleted: false })).toEqual({ status: 'error', fields: {} });
    expect(outcomeOf({ isCompleted: false })).toMatchObject({
      status: 'cancelled',
      reason: 'user_cancelled',
    });
  });

  test.each([['errorType'], ['error'], ['errorID']])(
    'is one by its %s, though it calls itself completed',
    (key) => {
      expect(parseMessage({ isCompleted: true, consentID: 'c', [key]: 'x' })).toMatchObject({
        status: 'error',
      });
    },
  );

  test('carries the session id where there is one', () => {
    expect(parseMessage({ isCompleted: false, sessionId: 'session' })).toMatchObject({
      sessionId: 'session',
    });
  });

  test('cannot make the page carry a novel', () => {
    const result = parseMessage({ isCompleted: false, error: 'x', errorDescription: 'x'.repeat(1_000_000) });
    expect(JSON.stringify(result).length).toBeLessThan(3000);
  });
});

describe('a typed message', () => {
  test('consent_complete is a success', () => {
    expect(parseMessage({ type: 'consent_complete' })).toEqual({ status: 'success' });
    expect(parseMessage({ type: 'consent_complete', consent_id: 'c', session_id: 's' })).toEqual({
      status: 'success',
      consentId: 'c',
      sessionId: 's',
    });
  });

  test.each([
    ['camelCase', ERROR],
    ['snake_case', SNAKE_CASE],
    ['camelCase with Id and Uri', FIELDS],
  ])('consent_error keeps every field in %s', (_, spelled) => {
    expect(parseMessage({ type: 'consent_error', ...spelled })).toEqual({ status: 'error', fields: FIELDS });
  });

  test('consent_error without a word more is no success', () => {
    expect(parseMessage({ type: 'consent_error' })).toEqual({ status: 'error', fields: {} });
  });

  test('consent_error is an error whatever else it claims', () => {
    expect(parseMessage({ type: 'consent_error', isCompleted: true, consentID: 'c' })).toMatchObject({
      status: 'error',
    });
  });

  test('consent_complete with an error inside is a failure', () => {
    expect(parseMessage({ type: 'consent_complete', error_type: 'X' })).toMatchObject({ status: 'error' });
    expect(parseMessage({ type: 'consent_complete', redirectURL: '/?error=x' })).toMatchObject({
      status: 'error',
    });
  });

  test.each([
    'consent_ready',
    'CONSENT_COMPLETE',
    '',
    null,
    0,
    ['consent_complete'],
    { type: 'consent_complete' },
  ])('of the unknown type %o is ignored whole, whatever else it says', (type) => {
    expect(parseMessage({ type, isCompleted: true, consentID: 'c' })).toBeUndefined();
    expect(parseMessage({ type, error: 'server_error' })).toBeUndefined();
  });
});

describe('what is not of ours is ignored', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'consent_complete'],
    ['JSON of a message', '{"isCompleted":true}'],
    ['a number', 1],
    ['a truth', true],
    ['an array', [{ isCompleted: true }]],
    ['an array that pretends', Object.assign([], { isCompleted: true })],
    ['a function', Object.assign(() => undefined, { isCompleted: true })],
    ['an empty object', {}],
    ['a truthy isCompleted', { isCompleted: 'true' }],
    ['a numeric isCompleted', { isCompleted: 1, consentID: 'c' }],
    ['ids alone', { consentID: 'c', sessionId: 's' }],
    ['an empty error alone', { error: '' }],
    ['an error of no text alone', { error: { message: 'x' } }],
    ['a map', new Map([['isCompleted', true]])],
    ['what a dev server posts', { source: 'react-devtools-bridge', payload: {} }],
    ['what webpack posts', { type: 'webpackOk' }],
  ])('%s', (_, data) => {
    expect(parseMessage(data)).toBeUndefined();
  });

  test.each(['traps that throw', 'a revoked proxy', 'a getter that throws'] as const)('%s', (form) => {
    expect(parseMessage(HOSTILE_FORMS[form]({ isCompleted: true }, 'redirectURL'))).toBeUndefined();
  });

  test('a cycle is looked at, and not followed', () => {
    const message = HOSTILE_FORMS['a cycle']({ isCompleted: true }, 'consentID');
    expect(parseMessage(message)).toEqual({ status: 'success' });
  });
});

/** Independent of the parser: whether `redirectURL` tells of an error, by the URL standard's own parser. */
function tellsError(redirectURL: unknown): boolean {
  if (typeof redirectURL !== 'string') return false;
  const isEncoded = !/[:/?#]/.test(redirectURL);
  const { searchParams } = new URL(
    isEncoded ? decodeURIComponent(redirectURL) : redirectURL,
    'https://base.example/',
  );
  return ['error', 'error_type', 'errorType', 'error_id'].some((name) => searchParams.getAll(name).at(-1));
}

/** Independent of the parser: whether the facts call this a success. */
function hasSuccessForm(message: Record<string, unknown>): boolean {
  const claims = [message['type'], message['isCompleted']];
  const isFlat = claims[0] === undefined && claims[1] === true;
  const isTyped = claims[0] === 'consent_complete';
  const errors = ['error', 'errorType', 'error_type', 'errorID', 'error_id'].map((name) => message[name]);
  const isFree = errors.every((error) => typeof error !== 'string' || error === '');
  return (isFlat || isTyped) && isFree && !tellsError(message['redirectURL']);
}

describe('whatever it is given', () => {
  const keys = ['type', 'isCompleted', 'redirectURL', 'error', 'errorType', 'consentID', 'sessionId'];

  test('it throws nothing, and calls nothing a success that has no form of it', () => {
    fc.assert(
      fc.property(anyValue, (data) => {
        const result = parseMessage(data);
        if (result?.status === 'success') expect(hasSuccessForm(data as Record<string, unknown>)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('it throws nothing at what bites', () => {
    fc.assert(
      fc.property(hostileMakers(nearMessage, keys), (make) => {
        expect(() => parseMessage(make())).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test('it calls a success exactly what has a form of it', () => {
    fc.assert(
      fc.property(nearMessage, (message) => {
        expect(parseMessage(message)?.status === 'success').toBe(hasSuccessForm(message));
      }),
      { numRuns: 3000 },
    );
  });

  test('those examples held many successes and many that are none', () => {
    const sample = fc.sample(nearMessage, { numRuns: 1000, seed: 7 }).map(hasSuccessForm);
    expect(sample.filter(Boolean).length).toBeGreaterThan(100);
    expect(sample.filter((is) => !is).length).toBeGreaterThan(100);
  });

  test('it passes on no redirectUrl but an absolute http(s) address', () => {
    const message = fc.record({
      isCompleted: fc.constant(true),
      redirectURL: fc.oneof(redirectUrl, fc.string(), fc.webUrl()),
    });
    fc.assert(
      fc.property(message, (posted) => {
        const result = parseMessage(posted);
        const url = result?.status === 'success' ? result.redirectUrl : undefined;
        if (url === undefined) return;
        expect(new URL(url).href).toBe(url);
        expect(['https:', 'http:']).toContain(new URL(url).protocol);
      }),
      { numRuns: 500 },
    );
  });

  test('it gives data that JSON keeps as it is', () => {
    fc.assert(
      fc.property(nearMessage, (message) => {
        const result = parseMessage(message);
        expect(JSON.parse(JSON.stringify(result ?? null))).toEqual(result ?? null);
      }),
    );
  });
});
