import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { ConsentServerError, isConsentServerError } from '../../../src/server.ts';
import { answers, type FakeAnswer, settled, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const USER = { endUserId: 'user-1' };

async function failWith(
  answer: FakeAnswer,
  at: 'onSession' | 'onToken' = 'onSession',
): Promise<ConsentServerError> {
  const { server, platform } = setUp({ tries: 1 });
  platform[at](answer, answer);
  const { error } = await settled(server.sessions.create(USER));
  if (!isConsentServerError(error)) throw new Error('did not fail as it should', { cause: error });
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

describe('ConsentServerError', () => {
  test('keeps its fields in JSON, and its name off it', async () => {
    const error = await failWith(answers(429, { id: 'err_2', name: 'slow_down' }, { 'retry-after': '60' }));
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'rate_limited',
      status: 429,
      retryAfter: 60,
      platform: { id: 'err_2', name: 'slow_down' },
    });
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(/^ConsentServerError: POST \/v1\/auth\/session answered 429/);
  });

  test('is known by name, so one of another copy counts and others do not', () => {
    expect(isConsentServerError(new ConsentServerError('timeout', 'late'))).toBe(true);
    expect(isConsentServerError({ name: 'ConsentServerError', code: 'timeout' })).toBe(true);
    expect(isConsentServerError(new Error('late'))).toBe(false);
    expect(isConsentServerError({ name: 'ConsentServerError' })).toBe(false);
    expect(isConsentServerError(null)).toBe(false);
    expect(isConsentServerError('ConsentServerError')).toBe(false);
  });
});
