import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { isSessionMintError, SessionMintError } from '../../../src/server.ts';
import {
  answers,
  type FakeAnswer,
  json,
  SECRET,
  settled,
  setUp,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

const USER = { endUserId: 'user-1' };

async function failWith(
  answer: FakeAnswer,
  at: 'onSession' | 'onToken' = 'onSession',
): Promise<SessionMintError> {
  const { minter, platform } = setUp({ tries: 1 });
  platform[at](answer, answer);
  const { error } = await settled(minter.create(USER));
  if (!isSessionMintError(error)) throw new Error('did not fail as it should', { cause: error });
  return error;
}

describe('the error of the platform', () => {
  test('comes with every field that was sent', async () => {
    const platform = {
      id: 'err_1',
      name: 'end_user_not_found',
      message: 'no such end user',
      fault: false,
      temporary: true,
      timeout: false,
    };
    const error = await failWith(answers(404, { ...platform, more: 'dropped' }));
    expect(error).toMatchObject({ code: 'rejected', status: 404 });
    expect(error.platform).toEqual(platform);
    expect(error.message).toContain('end_user_not_found');
  });

  test('is absent where nothing of the known shape was sent', async () => {
    const error = await failWith(answers(400, { id: 5, name: null, message: {}, fault: 'yes' }));
    expect(error).toMatchObject({ code: 'rejected', status: 400 });
    expect('platform' in error).toBe(false);
  });

  test('is absent where the body is a page', async () => {
    const error = await failWith(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(error).toMatchObject({ code: 'unavailable', status: 502 });
    expect('platform' in error).toBe(false);
  });

  test('cannot forge a line of a log, nor fill it', async () => {
    const error = await failWith(
      answers(400, { message: `a\r\nERROR forged\u001b[31m${'x'.repeat(5_000)}` }),
    );
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(500);
  });

  test('never breaks the reader, whatever is sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        expect((await failWith(answers(400, body))).code).toBe('rejected');
      }),
      { numRuns: 50 },
    );
  });
});

describe('SessionMintError', () => {
  test('keeps its fields in JSON, and its name off it', async () => {
    const error = await failWith(answers(429, { id: 'err_2', name: 'slow_down' }, { 'retry-after': '60' }));
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'rate_limited',
      status: 429,
      retryAfter: 60,
      platform: { id: 'err_2', name: 'slow_down' },
    });
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(/^SessionMintError: POST \/v1\/auth\/session answered 429/);
  });

  test('is known by name, so one of another copy counts and others do not', () => {
    expect(isSessionMintError(new SessionMintError('timeout', 'late'))).toBe(true);
    expect(isSessionMintError({ name: 'SessionMintError', code: 'timeout' })).toBe(true);
    expect(isSessionMintError(new Error('late'))).toBe(false);
    expect(isSessionMintError({ name: 'SessionMintError' })).toBe(false);
    expect(isSessionMintError(null)).toBe(false);
    expect(isSessionMintError('SessionMintError')).toBe(false);
  });
});

/** All an error could show to a log: message, stack, own properties of any kind, and the same of its causes. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || !value || seen.has(value)) return String(value);
  seen.add(value);
  const keys = Reflect.ownKeys(value);
  return keys.map((key) => everythingIn(Reflect.get(value, key), seen)).join('\n') + JSON.stringify(value);
}

/** The request as it would be echoed, and as a client that throws it would carry it. */
const echo: FakeAnswer = ({ body, headers }) => {
  const request = `${JSON.stringify(body)} ${headers.get('authorization')} ${encodeURIComponent(SECRET)}`;
  return json(400, { id: request, name: request, message: request });
};
const throwRequest: FakeAnswer = ({ body, headers }) => {
  const request = { body, authorization: headers.get('authorization') };
  throw Object.assign(new Error(JSON.stringify(request)), { request, code: SECRET, cause: { code: SECRET } });
};
const brokenJson: FakeAnswer = ({ body, headers }) =>
  new Response(`{"token": token-1 ${JSON.stringify(body)} ${headers.get('authorization')}`);
const wrongShape: FakeAnswer = ({ body }) => json(200, { ...body, token: 'token-1 ', session_id: 5 });

describe('no secret', () => {
  const LEAKS: [string, FakeAnswer][] = [
    ['echoes the request', echo],
    ['throws the request', throwRequest],
    ['answers broken JSON', brokenJson],
    ['answers another shape', wrongShape],
  ];

  test.each(LEAKS)('is in the error when the token endpoint %s', async (_, answer) => {
    const all = everythingIn(await failWith(answer, 'onToken'));
    expect(all).not.toContain('5ecret');
    expect(all).not.toContain('token-1');
  });

  test.each(LEAKS)('is in the error when the session endpoint %s', async (_, answer) => {
    const all = everythingIn(await failWith(answer));
    expect(all).not.toContain('5ecret');
    expect(all).not.toContain('token-1');
    expect(all).toContain('POST /v1/auth/session');
  });

  test('is passed on where a secret of the client, or any token of the usual form, is quoted in the text', async () => {
    const quoted = [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET), 'eyJhbGciOi.eyJzdWIi.c2ln-_'];
    const error = await failWith(answers(400, { message: quoted.join(' | ') }));
    expect(error.platform?.message).toBe('[redacted] | [redacted] | "[redacted]" | [redacted]');
  });

  test('can be read from the minter', () => {
    expect(everythingIn(setUp().minter)).not.toContain(SECRET);
  });
});
