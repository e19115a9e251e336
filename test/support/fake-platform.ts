import { vi } from 'vitest';
import {
  createSessionMinter,
  type SessionMinter,
  type SessionMinterFetch,
  type SessionMinterOptions,
} from '../../src/server.ts';

interface PlatformCall {
  url: string;
  path: string;
  init: RequestInit;
  headers: Headers;
  body: Record<string, unknown>;
}

/** How the fake answers one request: with a response, with a failure, or (a promise) late or never. */
export type FakeAnswer = (call: PlatformCall) => Response | Promise<Response>;

export interface FakePlatform {
  fetch: SessionMinterFetch;
  calls: PlatformCall[];
  /** The calls to one path, as far as they have been made. */
  callsTo(path: string): PlatformCall[];
  /** Answers for the next token requests, before the default takes over again. */
  onToken(...answers: FakeAnswer[]): void;
  onSession(...answers: FakeAnswer[]): void;
}

export const TOKEN = '/v1/token';
export const SESSION = '/v1/auth/session';

/** A platform that numbers its tokens and sessions and always says yes, unless told otherwise. */
function createFakePlatform(): FakePlatform {
  const calls: PlatformCall[] = [];
  const queued: Record<string, FakeAnswer[]> = { [TOKEN]: [], [SESSION]: [] };
  const callsTo = (path: string) => calls.filter((call) => call.path === path);
  const defaults: Record<string, FakeAnswer> = {
    [TOKEN]: () => json(200, { token: `token-${callsTo(TOKEN).length}`, expires_in: 900 }),
    [SESSION]: () => json(200, sessionJson(`session-${callsTo(SESSION).length}`)),
  };
  const fetch: SessionMinterFetch = async (url, init) => {
    const path = new URL(url).pathname;
    const body = JSON.parse(String(init.body));
    const call = { url, path, init, headers: new Headers(init.headers), body };
    calls.push(call);
    const answer = queued[path]?.shift() ?? defaults[path] ?? (() => json(404, {}));
    return answer(call);
  };
  return {
    fetch,
    calls,
    callsTo,
    onToken: (...answers) => void queued[TOKEN]?.push(...answers),
    onSession: (...answers) => void queued[SESSION]?.push(...answers),
  };
}

export function sessionJson(sessionId: string): Record<string, unknown> {
  return {
    id: 'the-client-id',
    session_id: sessionId,
    auth_url: `https://auth.fiskil.com?sess_id=${sessionId}`,
    expires_at: 1_900_000_000,
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

/** An answer of this status and body, made anew for every call. */
export function answers(status: number, body: unknown = {}, headers?: Record<string, string>): FakeAnswer {
  return () => json(status, body, headers);
}

export const never: FakeAnswer = () => new Promise(() => {});

/** What `fetch` of Node throws when nobody listens. */
export const noConnection: FakeAnswer = () => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  });
};

export const SECRET = 'shh-5ecret/with+signs and "quotes"';

/** A minter on a fake platform. Fake timers, and no jitter: back-offs are 250 and 500 ms. */
export function setUp(options: Partial<SessionMinterOptions> = {}): {
  platform: FakePlatform;
  minter: SessionMinter;
} {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const platform = createFakePlatform();
  const minter = createSessionMinter({
    clientId: 'the-client-id',
    clientSecret: SECRET,
    fetch: platform.fetch,
    ...options,
  });
  return { platform, minter };
}

export function tearDown(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

/** What a promise ends with, without an unhandled rejection while the clock is moved. */
export function settled<T>(work: Promise<T>): Promise<{ value?: T; error?: unknown }> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
