import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Launcher } from '../../../src/launchers/launcher.ts';
import { ConsentError } from '../../../src/model/consent-error.ts';
import { SESSION, type Stage, SUCCESS, setStage } from '../../support/fake-flow.ts';
import { HOST, PROVIDER, START, settled } from '../../support/fake-ports.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const never = () => new Promise<never>(() => {});
const EXPIRED = { ...SESSION, expires_at: START / 1000 };

async function errorOf(session: () => unknown): Promise<unknown> {
  const outcome = await stage.open({ session: session as never });
  return outcome.status === 'failed' ? outcome.error : outcome;
}

describe('a session function that fails', () => {
  it('by throwing is told so, with the cause', async () => {
    const cause = new Error('offline');
    const error = await errorOf(() => Promise.reject(cause));
    expect(error).toMatchObject({ code: 'session_request_failed', message: 'the session function threw' });
    expect((error as Error).cause).toBe(cause);
  });

  it('by an error of ours keeps that error', async () => {
    const own = new ConsentError('session_request_failed', 'no account');
    expect(await errorOf(() => Promise.reject(own))).toBe(own);
  });

  it('by the status of its answer names the status', async () => {
    expect(await errorOf(() => new Response('no', { status: 503 }))).toMatchObject({
      code: 'session_request_failed',
      message: 'the server answered 503',
    });
  });

  it('by an answer that is no JSON says so, with the cause', async () => {
    const error = await errorOf(() => new Response('<p>'));
    expect(error).toMatchObject({ message: 'the server answered 200, not with JSON' });
    expect((error as Error).cause).toBeInstanceOf(SyntaxError);
  });

  it.each([undefined, null, 'session', 7])('by giving %o has given no session', async (nothing) => {
    expect(await errorOf(() => nothing)).toMatchObject({ message: 'the auth session must be an object' });
  });
});

describe('what a session function gives', () => {
  it('is an answer where it has json() and ok, whoever made it', async () => {
    const answer = { ok: true, status: 200, headers: new Headers(), json: async () => SESSION };
    await stage.start({ session: () => answer as unknown as Response });
    expect(stage.last().navigatedTo).toBe(SESSION.auth_url);
  });

  it('is a session where it has json() alone', async () => {
    await stage.start({ session: () => ({ ...SESSION, json: () => 'mine' }) });
    expect(stage.last().navigatedTo).toBe(SESSION.auth_url);
  });

  it('is a session where it has ok alone', async () => {
    await stage.start({ session: () => ({ ...SESSION, ok: true }) });
    expect(stage.last().navigatedTo).toBe(SESSION.auth_url);
  });

  it('expires by the page’s clock where the answer has no date', async () => {
    const [flow] = await stage.start({ session: () => Response.json(SESSION) });
    stage.world.pass(601_000);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(1200);
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
  });

  it('expires by the page’s clock where the answer has a date that is none', async () => {
    const answer = Response.json(SESSION, { headers: { date: 'yesterday' } });
    const [flow] = await stage.start({ session: () => answer });
    stage.world.pass(603_000);
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
  });
});

describe('minting', () => {
  it('asks with a signal, which is aborted when the flow ends', async () => {
    const session = vi.fn((_: { signal: AbortSignal }) => never());
    const flow = stage.open({ session });
    await settled();
    const signal = session.mock.calls[0]?.[0].signal;
    expect(signal?.aborted).toBe(false);
    flow.cancel();
    expect(signal?.aborted).toBe(true);
  });

  it('that ends after the flow was cancelled changes nothing', async () => {
    let answer = (_: typeof SESSION) => {};
    const flow = stage.open({ session: () => new Promise((resolve) => (answer = resolve)) });
    await settled();
    flow.cancel();
    answer(SESSION);
    await settled();
    expect(stage.events.map(({ type }) => type)).toEqual(['session_requested', 'settled']);
    expect(stage.world.records.all()).toEqual([]);
    expect(stage.world.held()).toBe(0);
  });

  it('is given up after 30 seconds', async () => {
    const flow = stage.open({ session: never });
    await settled();
    stage.world.pass(29_800);
    expect(flow.state.phase).toBe('preparing');
    stage.world.pass(200);
    expect(await flow).toMatchObject({
      status: 'failed',
      error: { code: 'session_request_failed', message: 'minting took too long' },
    });
  });

  it('that was in time has no more limit', async () => {
    const [flow] = await stage.start({ mintTimeoutMs: 1000 });
    stage.world.pass(5000);
    expect(flow.state.phase).toBe('active');
  });

  it('that is given up interrupts where there is a UI, and retry() mints again', async () => {
    const signals: AbortSignal[] = [];
    const session = vi.fn(({ signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return signals.length === 1 ? never() : SESSION;
    });
    const flow = stage.open({ session, mintTimeoutMs: 1000 }, true);
    await settled();
    stage.world.pass(1000);
    expect(flow.state).toMatchObject({ phase: 'interrupted', error: { code: 'session_request_failed' } });
    expect(signals[0]?.aborted).toBe(true);
    expect(stage.last().closedByFlow).toBe(true);
    stage.world.pass(10_000);
    flow.retry();
    await settled();
    expect(flow.state.phase).toBe('active');
  });

  it('that fails after the flow was cancelled changes nothing', async () => {
    let fail = (_: Error) => {};
    const session = () => new Promise<never>((_, reject) => (fail = reject));
    const flow = stage.open({ session });
    await settled();
    flow.cancel();
    fail(new Error('late'));
    await settled();
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(stage.told).toEqual(['cancel']);
  });
});

describe('a session that has expired when it arrives', () => {
  it('is minted anew, once', async () => {
    const session = vi.fn(() => SESSION).mockReturnValueOnce(EXPIRED);
    await stage.start({ session });
    expect(session).toHaveBeenCalledTimes(2);
  });

  it('has expired in the second that it names', async () => {
    const session = vi.fn(() => EXPIRED);
    expect(await stage.open({ session })).toMatchObject({
      error: { code: 'session_expired', message: 'the auth session has expired' },
    });
    expect(session).toHaveBeenCalledTimes(2);
  });

  it('shows that the page’s clock is wrong where the second one has expired, too', async () => {
    let nth = 0;
    const session = () => ({ ...SESSION, session_id: `s${++nth}`, expires_at: START / 1000 - 3600 });
    const [flow] = await stage.start({ session });
    stage.world.pass(601_800);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(200);
    expect(await flow).toMatchObject({ sessionId: 's2', error: { code: 'session_expired' } });
  });

  it('fails where it was given as a value: there is no other', async () => {
    const flow = stage.open({ session: EXPIRED }, true);
    expect(await flow).toMatchObject({ status: 'failed', error: { code: 'session_expired' } });
    expect(stage.events.map(({ type }) => type)).toEqual(['settled']);
  });
});

describe('a window that its user has closed while the session was minted', () => {
  it('is not sent on', async () => {
    const flow = stage.open();
    stage.world.freeze(400);
    stage.last().closed = true;
    await settled();
    stage.world.beat();
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
    expect(stage.last().navigatedTo).toBeUndefined();
  });

  it('was closed by a blocker where that was sooner than a user can', async () => {
    const flow = stage.open();
    stage.world.freeze(100);
    stage.last().closed = true;
    await settled();
    stage.world.beat();
    expect(await flow).toMatchObject({ status: 'failed', error: { code: 'popup_blocked' } });
  });

  it.each([
    ['a blocker', 'in time', 279, { status: 'failed', error: { code: 'popup_blocked' } }],
    ['the user', 'too late', 280, { status: 'cancelled', reason: 'popup_closed' }],
  ])('was closed by %s where a busy page looks %s', async (_, __, late, expected) => {
    const flow = stage.open({ session: () => new Promise(() => {}) });
    stage.last().closed = true;
    stage.world.freeze(late - 1);
    stage.world.pass(1);
    expect(await flow).toMatchObject(expected);
  });
});

describe('a window that a blocker closes when it has already been sent on', () => {
  it('was blocked, though it might have been severed', async () => {
    const [flow] = await stage.start();
    stage.last().closed = true;
    stage.world.freeze(100);
    stage.world.pass(50);
    stage.world.pass(1000);
    expect(await flow).toMatchObject({ status: 'failed', error: { code: 'popup_blocked' } });
  });

  it.each(['popup', 'auto'] as const)('has its result read first (%s)', async (mode) => {
    const [flow] = await stage.start({ mode });
    stage.last().closed = true;
    stage.world.freeze(150);
    stage.world.pass(1);
    stage.world.records.update('flow-1', { result: `${HOST}/cb?session_id=s1&consent_id=c1` });
    stage.world.pass(1200);
    expect(await flow).toMatchObject({ status: 'success', consentId: 'c1' });
    expect(stage.events.map(({ type }) => type)).not.toContain('popup_blocked');
    expect(stage.world.windows).toHaveLength(1);
  });
});

describe('a window that cannot be sent on', () => {
  it('fails the flow, and says why', async () => {
    const cause = new Error('no navigation here');
    const { launch } = stage.world.ports;
    stage.world.ports.launch = (...asked) => ({
      ...(launch(...asked) as Launcher),
      navigate() {
        throw cause;
      },
    });
    expect(await stage.open()).toMatchObject({
      status: 'failed',
      error: { code: 'unsupported_context', message: 'the window could not navigate', cause },
    });
    expect(stage.world.held()).toBe(0);
  });
});

describe('what reaches the page while the session is minted', () => {
  it.each([HOST, PROVIDER, 'https://ads.example'])('is nothing to the flow, from %s', async (origin) => {
    const flow = stage.open({ session: never });
    await settled();
    const { source } = stage.last();
    stage.world.send({ origin, source, data: SUCCESS });
    expect(flow.state.phase).toBe('preparing');
  });
});

describe('a session that was used before', () => {
  it('fails, and says so', async () => {
    const [flow] = await stage.start();
    stage.post(SUCCESS);
    await flow;
    expect(await stage.open()).toMatchObject({
      status: 'failed',
      sessionId: 's1',
      error: { code: 'session_used', message: 'this auth session was used before' },
    });
    expect(stage.last().navigatedTo).toBeUndefined();
  });
});

describe('allowedOrigins', () => {
  it('may send the provider’s messages too', async () => {
    const other = 'https://consent.example';
    const [flow] = await stage.start({ allowedOrigins: [PROVIDER, other] });
    stage.world.send({ origin: other, data: SUCCESS, source: stage.last().source });
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('are nobody else’s', async () => {
    const [flow] = await stage.start({ allowedOrigins: [PROVIDER] });
    stage.world.send({ origin: 'https://consent.example', data: SUCCESS, source: stage.last().source });
    expect(flow.state.phase).toBe('active');
  });
});
