import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CreateSessionInput, SessionHandlerOptions, SessionResolver } from '../../../src/server.ts';
import {
  answers,
  type FakeAnswer,
  never,
  noConnection,
  SECRET,
  SESSION,
  setUp,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

const ADDRESS = 'https://app.example/api/auth-session';
const INPUT: CreateSessionInput = {
  endUserId: 'user-1',
  redirectUri: 'https://app.example/back',
  cancelUri: 'https://app.example/cancel',
};

function post(body?: BodyInit, init: RequestInit = {}): Request {
  return new Request(ADDRESS, { method: 'POST', ...(body !== undefined && { body }), ...init });
}

function handle(resolve: SessionResolver = () => INPUT, options?: SessionHandlerOptions) {
  const { server, platform } = setUp({ tries: 1 });
  return { platform, handler: server.sessions.toHandler(resolve, options) };
}

async function errorIn(response: Response): Promise<Record<string, unknown>> {
  const { error, ...rest } = (await response.json()) as { error: Record<string, unknown> };
  expect(rest).toEqual({});
  expect(error['message']).toEqual(expect.any(String));
  return error;
}

describe('the handler', () => {
  test('answers the POST of the widget with the session, without the id of the client', async () => {
    const { handler, platform } = handle();
    const response = await handler(post());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      session_id: 'session-1',
      auth_url: 'https://auth.fiskil.com?sess_id=session-1',
      expires_at: 1_900_000_000,
    });
    expect(platform.callsTo(SESSION)[0]?.body).toEqual({
      end_user_id: 'user-1',
      redirect_uri: 'https://app.example/back',
      cancel_uri: 'https://app.example/cancel',
    });
  });

  test('waits for a resolve that takes its time', async () => {
    const { handler } = handle(async () => INPUT);
    expect((await handler(post())).status).toBe(200);
  });

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s and says what it takes', async (method) => {
    const resolve = vi.fn(() => INPUT);
    const { handler } = handle(resolve);
    const response = await handler(new Request(ADDRESS, { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(resolve).not.toHaveBeenCalled();
  });

  test.each([null, undefined])('answers 401 and mints nothing when resolve gives %s', async (nobody) => {
    const { handler, platform } = handle(() => nobody as null);
    const response = await handler(post());
    expect(response.status).toBe(401);
    expect((await errorIn(response))['code']).toBe('unauthenticated');
    expect(platform.calls).toHaveLength(0);
  });

  test.each([200, 401, 405, 500])('lets nothing be cached and speaks JSON, status %i too', async (status) => {
    const { handler } = handle(() => {
      if (status === 500) throw new Error('database down');
      return status === 401 ? null : INPUT;
    });
    const response = await handler(status === 405 ? new Request(ADDRESS) : post());
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  test('stops minting when the browser has left', async () => {
    const onError = vi.fn();
    const { handler, platform } = handle(undefined, { onError });
    platform.onSession(never);
    const gone = new AbortController();
    const response = handler(post(undefined, { signal: gone.signal }));
    await vi.advanceTimersByTimeAsync(10);
    gone.abort();
    expect((await response).status).toBe(503);
    expect(platform.callsTo(SESSION)[0]?.init.signal?.aborted).toBe(true);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each([
    ['resolve', [undefined, {}]],
    ['onError', [() => INPUT, { onError: 'log' }]],
    ['allowedOrigins', [() => INPUT, { allowedOrigins: 'https://app.example' }]],
    ['allowedOrigins', [() => INPUT, { allowedOrigins: ['https://app.example/'] }]],
    ['allowedOrigins', [() => INPUT, { allowedOrigins: ['*'] }]],
    ['allowedOrigins', [() => INPUT, { allowedOrigins: ['null'] }]],
    ['allowedOrigins', [() => INPUT, { allowedOrigins: [undefined as unknown as string] }]],
  ])('is not made with a wrong %s', (name, args) => {
    const { server } = setUp();
    expect(() => server.sessions.toHandler(...(args as [never]))).toThrow(new RegExp(`^${name} must be`));
  });
});

describe('the body of the browser', () => {
  test('may choose the institution', async () => {
    const { handler, platform } = handle();
    await handler(post('{"institution_id": "88888"}'));
    expect(platform.callsTo(SESSION)[0]?.body['institution_id']).toBe('88888');
  });

  test('does not choose it when the server does', async () => {
    const { handler, platform } = handle(() => ({ ...INPUT, institutionId: 'ours' }));
    await handler(post('{"institution_id": "88888"}'));
    expect(platform.callsTo(SESSION)[0]?.body['institution_id']).toBe('ours');
  });

  test('chooses nothing else', async () => {
    const { handler, platform } = handle();
    const evil = {
      end_user_id: 'x',
      endUserId: 'x',
      redirect_uri: 'https://evil.example',
      permissions: ['*'],
    };
    await handler(post(JSON.stringify({ ...evil, institutionId: 'x', arrangement_id: 'x' })));
    expect(platform.callsTo(SESSION)[0]?.body).toEqual({
      end_user_id: 'user-1',
      redirect_uri: 'https://app.example/back',
      cancel_uri: 'https://app.example/cancel',
    });
  });

  test.each(['', ' \n', '{}'])('may be empty: "%s"', async (body) => {
    const { handler, platform } = handle();
    expect((await handler(post(body))).status).toBe(200);
    expect(platform.callsTo(SESSION)[0]?.body).not.toHaveProperty('institution_id');
  });

  test.each([
    'nope',
    '[]',
    'null',
    '"88888"',
    '{"institution_id": 88888}',
    '{"institution_id": ""}',
    '{"a":',
  ])('of the wrong shape is refused before anybody is looked up: %s', async (body) => {
    const resolve = vi.fn(() => INPUT);
    const { handler } = handle(resolve);
    const response = await handler(post(body));
    expect(response.status).toBe(400);
    expect((await errorIn(response))['code']).toBe('invalid_request');
    expect(resolve).not.toHaveBeenCalled();
  });

  test('is read up to 4 kB', async () => {
    const { handler } = handle();
    const fitting = JSON.stringify({ institution_id: '1', pad: '' }).length;
    const sized = (bytes: number) =>
      JSON.stringify({ institution_id: '1', pad: 'x'.repeat(bytes - fitting) });
    expect((await handler(post(sized(4096)))).status).toBe(200);
    const response = await handler(post(sized(4097)));
    expect(response.status).toBe(413);
    expect((await errorIn(response))['code']).toBe('body_too_large');
  });

  test('is refused by its announced length without being read', async () => {
    const { handler } = handle();
    const request = post('{}', { headers: { 'content-length': '5000' } });
    expect((await handler(request)).status).toBe(413);
    expect(request.bodyUsed).toBe(false);
  });

  test('without an end is read no further than the cap', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    const { handler } = handle();
    const response = await handler(post(endless, { duplex: 'half' } as RequestInit));
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  test('may come in pieces that cut a letter in two', async () => {
    const bytes = new TextEncoder().encode('{"institution_id": "ü"}');
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { handler, platform } = handle();
    await handler(post(pieces, { duplex: 'half' } as RequestInit));
    expect(platform.callsTo(SESSION)[0]?.body['institution_id']).toBe('ü');
  });

  test.each([
    ['trickles in', (bytes: ReadableStreamDefaultController) => bytes.enqueue(Uint8Array.of(32))],
    ['never comes', () => {}],
  ])('that %s is given ten seconds, before anybody is looked up', async (_, drip) => {
    const slow = new ReadableStream({
      async pull(bytes) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        drip(bytes);
      },
    });
    const resolve = vi.fn(() => INPUT);
    const { handler, platform } = handle(resolve);
    let answered = false;
    const response = handler(post(slow, { duplex: 'half' } as RequestInit));
    void response.then(() => (answered = true));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await response).status).toBe(408);
    expect((await errorIn(await response))['code']).toBe('request_timeout');
    expect(resolve).not.toHaveBeenCalled();
    expect(platform.calls).toHaveLength(0);
  });

  test('that breaks off is refused', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    const { handler } = handle();
    expect((await handler(post(broken, { duplex: 'half' } as RequestInit))).status).toBe(400);
  });

  test('can still be read by resolve, from the very request that came', async () => {
    const request = post('{"institution_id": "88888", "mine": 1}');
    let seen: unknown;
    const { handler, platform } = handle(async (given) => {
      seen = [given === request, await given.json()];
      return INPUT;
    });
    expect((await handler(request)).status).toBe(200);
    expect(seen).toEqual([true, { institution_id: '88888', mine: 1 }]);
    expect(platform.callsTo(SESSION)[0]?.body['institution_id']).toBe('88888');
  });

  test('that was read before the handler is an error of the server, told to onError', async () => {
    const onError = vi.fn();
    const { handler } = handle(undefined, { onError });
    const request = post('{}');
    await request.text();
    expect((await handler(request)).status).toBe(500);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'body_used' }));
  });

  test('never makes the handler fail, whatever it holds', async () => {
    const { handler } = handle();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.uint8Array()), async (body) => {
        const response = await handler(post(body as BodyInit));
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a failure', () => {
  const PLATFORM = { id: 'err_1', name: 'some_name', message: `inside ${SECRET}` };

  test.each<[FakeAnswer, number, string]>([
    [answers(400, { ...PLATFORM, name: 'invalid_institution_id' }), 400, 'invalid_institution_id'],
    [answers(400, PLATFORM), 502, 'platform_error'],
    [answers(401, PLATFORM), 502, 'platform_error'],
    [answers(404, { ...PLATFORM, name: 'end_user_not_found' }), 502, 'platform_error'],
    [answers(200, { ...PLATFORM }), 502, 'platform_error'],
    [answers(429, PLATFORM), 429, 'rate_limited'],
    [answers(500, PLATFORM), 503, 'unavailable'],
    [noConnection, 503, 'unavailable'],
  ])('of the platform is told in general words (%#): %i %s', async (answer, status, code) => {
    const onError = vi.fn();
    const { handler, platform } = handle(undefined, { onError });
    platform.onSession(answer, answer);
    const response = await handler(post());
    expect(response.status).toBe(status);
    const text = await response.clone().text();
    expect((await errorIn(response))['code']).toBe(code);
    expect(text).not.toMatch(/some_name|end_user_not_found|inside/);
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: 'ConsentServerError' }));
  });

  test('carries the id the support of the platform asks for', async () => {
    const { handler, platform } = handle();
    platform.onSession(answers(404, PLATFORM));
    expect((await errorIn(await handler(post())))['id']).toBe('err_1');
  });

  test.each([429, 503])('of status %i passes on how long to wait', async (status) => {
    const { handler, platform } = handle();
    platform.onSession(answers(status, {}, { 'retry-after': '30' }));
    expect((await handler(post())).headers.get('retry-after')).toBe('30');
  });

  test('by time-out is 504', async () => {
    const { handler, platform } = handle();
    platform.onSession(never);
    const response = handler(post());
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await response).status).toBe(504);
  });

  test.each<[string, SessionResolver]>([
    [
      'throws',
      () => {
        throw new Error('postgres://user:pass@db');
      },
    ],
    ['rejects', () => Promise.reject(new Error('postgres://user:pass@db'))],
    ['gives a wrong input', () => ({ endUserId: '', note: 'postgres' }) as CreateSessionInput],
    ['gives no object', () => true as never],
  ])('of a resolve that %s is 500, and its text goes to onError only', async (_, resolve) => {
    const onError = vi.fn();
    const { handler } = handle(resolve, { onError });
    const response = await handler(post());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/postgres|endUserId/);
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(Error));
  });

  test.each([
    undefined,
    null,
    'text',
    { code: 'timeout' },
    { name: 'ConsentServerError', code: 'of tomorrow' },
  ])('that is none of ours is 500, whatever was thrown: %o', async (thrown) => {
    const { handler } = handle(() => Promise.reject(thrown));
    const response = await handler(post());
    expect(response.status).toBe(500);
    expect((await errorIn(response))['code']).toBe('server_error');
  });

  test('of the browser is none for onError', async () => {
    const onError = vi.fn();
    const { handler } = handle(() => null, { onError });
    for (const request of [post(), post('nope'), new Request(ADDRESS)]) await handler(request);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each<[string, () => void]>([
    [
      'throws',
      () => {
        throw new Error('log full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('log full'))],
  ])('is answered although onError %s', async (_, onError) => {
    const { handler, platform } = handle(undefined, { onError });
    platform.onSession(answers(500));
    expect((await handler(post())).status).toBe(503);
  });

  test('goes to the console without onError', async () => {
    const { handler } = handle(() => Promise.reject(new Error('no')));
    expect((await handler(post())).status).toBe(500);
    expect(console.error).toHaveBeenCalledExactlyOnceWith(new Error('no'));
  });
});

describe('what is no Request of the fetch API', () => {
  const express = {
    url: '/api/auth-session',
    method: 'POST',
    headers: { host: 'localhost' },
    body: {},
    get: () => undefined,
  };

  test.each([express, {}, undefined, null, 'request', { ...express, headers: undefined }])(
    'is an error that says what to do, and never a rejection: %o',
    async (request) => {
      const onError = vi.fn();
      const { handler } = handle(undefined, { onError });
      const response = await handler(request as never);
      expect(response.status).toBe(500);
      expect(onError).toHaveBeenCalledExactlyOnceWith(
        expect.objectContaining({
          code: 'invalid_option',
          message: expect.stringMatching(
            /Request of the fetch API.*Express.*toNodeListener.*open-consent\/server\/node/,
          ),
        }),
      );
    },
  );

  test('is told by its shape, so one of another copy or realm will do', async () => {
    const { url, method, headers } = post();
    const foreign = {
      url,
      method,
      headers,
      bodyUsed: false,
      clone: () => ({ body: null }),
      signal: undefined,
    };
    expect((await handle().handler(foreign as never)).status).toBe(200);
  });
});
