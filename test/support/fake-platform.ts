import { vi } from 'vitest';
import {
  type ConsentServer,
  type ConsentServerFetch,
  type ConsentServerOptions,
  createConsentServer,
} from '../../src/server.ts';

interface PlatformCall {
  url: string;
  path: string;
  query: Record<string, string>;
  init: RequestInit;
  headers: Headers;
  body: Record<string, unknown>;
}

/** How the fake answers one request: with a response, with a failure, or (a promise) late or never. */
export type FakeAnswer = (call: PlatformCall) => Response | Promise<Response>;

export interface FakePlatform {
  fetch: ConsentServerFetch;
  calls: PlatformCall[];
  /** The calls to one path, as far as they have been made. */
  callsTo(path: string): PlatformCall[];
  /** Answers for the next requests to a path, before the default takes over again. */
  on(path: string, ...answers: FakeAnswer[]): void;
  onToken(...answers: FakeAnswer[]): void;
  onSession(...answers: FakeAnswer[]): void;
}

export const TOKEN = '/v1/token';
export const SESSION = '/v1/auth/session';
export const CONSENTS = '/v1/consent';
export const END_USERS = '/v1/end-users';
export const INSTITUTIONS = '/v1/institutions';

/** A platform that numbers its tokens and sessions and always says yes, unless told otherwise. */
function createFakePlatform(): FakePlatform {
  const calls: PlatformCall[] = [];
  const queued = new Map<string, FakeAnswer[]>();
  const callsTo = (path: string) => calls.filter((call) => call.path === path);
  const on: FakePlatform['on'] = (path, ...more) => {
    queued.set(path, [...(queued.get(path) ?? []), ...more]);
  };
  const defaults: Record<string, FakeAnswer> = {
    [TOKEN]: () => json(200, { token: `token-${callsTo(TOKEN).length}`, expires_in: 900 }),
    [SESSION]: () => json(200, sessionJson(`session-${callsTo(SESSION).length}`)),
  };
  const fetch: ConsentServerFetch = async (url, init) => {
    const call = readCall(url, init);
    calls.push(call);
    const answer = queued.get(call.path)?.shift() ?? defaults[call.path] ?? (() => json(404, {}));
    return answer(call);
  };
  return {
    fetch,
    calls,
    callsTo,
    on,
    onToken: (...more) => on(TOKEN, ...more),
    onSession: (...more) => on(SESSION, ...more),
  };
}

function readCall(url: string, init: RequestInit): PlatformCall {
  const { pathname, searchParams } = new URL(url);
  const body = init.body ? JSON.parse(String(init.body)) : {};
  const query = Object.fromEntries(searchParams);
  return { url, path: pathname, query, init, headers: new Headers(init.headers), body };
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

/** A client on a fake platform. Fake timers, a silent console, and no jitter: back-offs are 250 and 500 ms. */
export function setUp(options: Partial<ConsentServerOptions> = {}): {
  platform: FakePlatform;
  server: ConsentServer;
} {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const platform = createFakePlatform();
  const server = createConsentServer({
    clientId: 'the-client-id',
    clientSecret: SECRET,
    fetch: platform.fetch,
    ...options,
  });
  return { platform, server };
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
