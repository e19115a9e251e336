import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFlow, handleOf } from '../../../src/flow/create-flow.ts';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import type { OpenConsentOptions } from '../../../src/model/options.ts';
import {
  type FakeWindow,
  type FakeWorld,
  fakeWorld,
  HOST,
  PROVIDER,
  START,
  settled,
} from '../../support/fake-ports.ts';

const SESSION = { session_id: 's1', auth_url: `${PROVIDER}/?sess_id=s1`, expires_at: START / 1000 + 600 };
const SUCCESS = { isCompleted: true, consentID: 'c1' };

let world: FakeWorld;
let log: string[];

beforeEach(() => {
  world = fakeWorld();
  log = [];
});

function open(options: Partial<OpenConsentOptions> = {}, interactive = false): ConsentFlow {
  const all: OpenConsentOptions = {
    session: () => SESSION,
    mode: 'popup',
    onSuccess: () => log.push('success'),
    onCancel: ({ reason }) => log.push(`cancel ${reason}`),
    onError: ({ error }) => log.push(`error ${error.code}`),
    onEvent: ({ type }) => log.push(type),
    ...options,
  };
  return handleOf(createFlow(all, world.ports, interactive));
}

async function active(
  options: Partial<OpenConsentOptions> = {},
  interactive = false,
): Promise<{ flow: ConsentFlow }> {
  const flow = open(options, interactive);
  await settled();
  expect(flow.state.phase).toBe('active');
  return { flow }; // a flow returned bare from an async function would be awaited
}

const last = (): FakeWindow => world.windows.at(-1) as FakeWindow;
const post = (data: unknown, source: MessageEventSource | null = last().source) =>
  world.send({ data, source });
/** What a callback page hands on: from the flow's own window, or under its flow id. */
const relay = (url: string, flowId?: string) =>
  world.send({
    origin: HOST,
    ...(flowId ? {} : { source: last().source }),
    data: { v: 1, type: 'open-consent.callback', url, ...(flowId && { flowId }) },
  });
const callbacks = () => log.filter((entry) => !entry.includes('_') || entry.includes(' '));

describe('starting', () => {
  it('opens the window before it asks for a session, and calls nothing inside openConsent()', async () => {
    const session = vi.fn(() => SESSION);
    open({ session });
    expect(world.windows).toHaveLength(1);
    expect(session).not.toHaveBeenCalled();
    expect(log).toEqual([]);
    await settled();
    expect(last().navigatedTo).toBe(SESSION.auth_url);
    expect(log).toEqual(['session_requested', 'session_ready', 'opened']);
  });

  it('throws for an option that is wrong, and touches nothing', () => {
    expect(() => open({ mode: 'tab' as never })).toThrow(/mode takes 'redirect'/);
    expect(() => open({ mode: 'iframe' })).toThrow(/container/);
    expect(world.held()).toBe(0);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://auth.fiskil.com/x',
    'https://user@auth.fiskil.com/',
    'http://auth.fiskil.com/',
    'https://auth.fiskil.com./',
    'https://auth%2efiskil.com/',
    'https://auth.fiskil.com.evil.example/',
  ])('refuses %s before any window is touched', async (auth_url) => {
    expect(() => open({ session: { ...SESSION, auth_url } })).toThrow(
      expect.objectContaining({ code: 'invalid_auth_url' }),
    );
    expect(world.windows).toHaveLength(0);
    const flow = open({ session: () => ({ ...SESSION, auth_url }) });
    expect(await flow).toMatchObject({ status: 'failed', error: { code: 'invalid_auth_url' } });
    expect(last().navigatedTo).toBeUndefined();
    expect(world.held()).toBe(0);
  });

  it('with a signal already aborted opens nothing', async () => {
    const flow = open({ signal: AbortSignal.abort() });
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(world.windows).toHaveLength(0);
  });

  it('on a page without an origin is unsupported', async () => {
    world.origin = 'null';
    expect(await open()).toMatchObject({ status: 'failed', error: { code: 'unsupported_context' } });
  });

  it('takes redirect for auto on a touch device, else a popup', async () => {
    await active({ mode: 'auto' });
    expect(last().mode).toBe('popup');
    world.coarse = true;
    const flow = open({ mode: 'auto' });
    await settled();
    expect(last().mode).toBe('redirect');
    expect(flow.state.phase).toBe('redirecting');
  });
});

describe('a blocked window', () => {
  beforeEach(() => {
    world.blocked = true;
  });

  it('fails a popup where there is no UI', async () => {
    expect(await open()).toMatchObject({ status: 'failed', error: { code: 'popup_blocked' } });
    expect(world.held()).toBe(0);
  });

  it('sends auto on by redirect where there is no UI', async () => {
    const flow = open({ mode: 'auto' });
    await settled();
    expect(flow.state.phase).toBe('redirecting');
    expect(last().mode).toBe('redirect');
  });

  it('waits for a click where there is one, and then opens', async () => {
    const flow = open({ mode: 'auto' }, true);
    await settled();
    expect(flow.state.phase).toBe('blocked');
    world.blocked = false;
    flow.reopen();
    expect(flow.state.phase).toBe('active');
    expect(last().navigatedTo).toBe(SESSION.auth_url);
  });
});

describe('minting', () => {
  it('that fails closes the window', async () => {
    expect(await open({ session: () => Promise.reject(new Error('offline')) })).toMatchObject({
      status: 'failed',
      error: { code: 'session_request_failed', retry: 'new_session' },
    });
    expect(last().closedByFlow).toBe(true);
  });

  it('names the status of an answer that is no success', async () => {
    const flow = open({ session: async () => new Response('no', { status: 503 }) });
    expect(await flow).toMatchObject({ error: { message: expect.stringContaining('503') } });
  });

  it('refuses what is not JSON, and what is not a session', async () => {
    expect(await open({ session: async () => new Response('<p>') })).toMatchObject({
      error: { code: 'session_request_failed', message: expect.stringContaining('JSON') },
    });
    expect(await open({ session: async () => Response.json({ session_id: 's1' }) })).toMatchObject({
      error: { message: expect.stringContaining('auth_url') },
    });
  });

  it('that takes too long is given up, and told so', async () => {
    let told: AbortSignal | undefined;
    const never = ({ signal }: { signal: AbortSignal }) => {
      told = signal;
      return new Promise<never>(() => {});
    };
    const flow = open({ session: never, mintTimeoutMs: 5000 });
    await settled();
    world.pass(5000);
    expect(await flow).toMatchObject({ error: { code: 'session_request_failed' } });
    expect(told?.aborted).toBe(true);
    expect(world.held()).toBe(0);
  });

  it('goes by the server’s clock where the answer has a Date', async () => {
    const aDayAhead = new Date(START + 86_400_000);
    const body = { ...SESSION, expires_at: START / 1000 + 86_400 + 600 };
    const { flow } = await active({
      session: async () => Response.json(body, { headers: { date: aDayAhead.toUTCString() } }),
    });
    last().closed = false;
    world.pass(599_000);
    expect(flow.state.phase).toBe('active');
    world.pass(5000);
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
  });

  it('tries once more when the session has expired already, and not twice', async () => {
    const session = vi.fn(() => ({ ...SESSION, expires_at: START / 1000 - 1 }));
    expect(await open({ session })).toMatchObject({ error: { code: 'session_expired' } });
    expect(session).toHaveBeenCalledTimes(2);
  });

  it('leaves nothing of a flow that was cancelled meanwhile', async () => {
    const flow = open();
    flow.cancel();
    await settled();
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(last().navigatedTo).toBeUndefined();
    expect(world.held()).toBe(0);
  });
});

describe('the provider’s word', () => {
  it('ends the flow: one callback, the promise, and nothing is left', async () => {
    const { flow } = await active();
    const seen: string[] = [];
    flow.subscribe(({ phase }) => seen.push(phase));
    post(SUCCESS);
    post({ error: 'server_error' });
    expect(await flow).toEqual({ status: 'success', sessionId: 's1', consentId: 'c1', mode: 'popup' });
    expect(seen).toEqual(['settled']);
    expect(callbacks()).toEqual(['opened', 'settled', 'success']);
    expect(world.held()).toBe(0);
  });

  it('spends the session, for every tab', async () => {
    const { flow } = await active();
    post({ isCompleted: false });
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'user_cancelled' });
    expect(await open()).toMatchObject({ status: 'failed', error: { code: 'session_used' } });
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the origin "null"', { origin: 'null' }],
    ['another window', { source: {} as MessageEventSource }],
  ])('from %s is nobody’s', async (_name, forged) => {
    const { flow } = await active();
    world.send({ data: SUCCESS, source: last().source, ...forged });
    expect(flow.state.phase).toBe('active');
  });

  it('from a window that is gone ends nothing without our session id', async () => {
    const { flow } = await active();
    post(SUCCESS, null);
    post({ isCompleted: false }, null);
    world.pass(1000);
    expect(flow.state.phase).toBe('active');
  });

  it('from a window that is gone counts with our session id in it', async () => {
    const { flow } = await active();
    post({ ...SUCCESS, sessionID: 's1' }, null);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('survives a handler that throws', async () => {
    const broken = () => {
      throw new Error('handler');
    };
    const { flow } = await active({ onSuccess: broken, onEvent: broken });
    post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success' });
    expect(world.reported.length).toBeGreaterThan(1);
  });
});

describe('a callback', () => {
  it('by relay is verified and answered at once', async () => {
    const { flow } = await active();
    expect(relay(`${HOST}/cb?session_id=s1`)).toEqual([
      { v: 1, type: 'open-consent.received', flowId: 'flow-1', url: `${HOST}/cb?session_id=s1` },
    ]);
    world.pass(100);
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's1' });
    expect(log.filter((entry) => entry === 'callback_received')).toHaveLength(1);
  });

  it.each([undefined, 'flow-1'])(
    'with another session id is ignored, and not answered (flow %s)',
    async (id) => {
      const { flow } = await active();
      expect(relay(`${HOST}/cb?session_id=s2`, id)).toEqual([]);
      expect(relay(`${HOST}/cb?error=access_denied&session_id=s2`, id)).toEqual([]);
      expect(flow.state.phase).toBe('active');
    },
  );

  it('with an error counts from our own window', async () => {
    const { flow } = await active();
    relay(`${HOST}/cb?error=access_denied&error_type=CONSENT_ENDUSER_DENIED`);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'denied' });
  });

  it('from elsewhere counts by nothing but the flow id', async () => {
    const { flow } = await active();
    const send = (url: string, more = {}) =>
      world.send({ origin: HOST, data: { v: 1, type: 'open-consent.callback', url, ...more } });
    expect(send(`${HOST}/cb?session_id=s1`)).toEqual([]);
    expect(send(`${HOST}/cb?error=access_denied`, { flowId: 'flow-2' })).toEqual([]);
    expect(flow.state.phase).toBe('active');
    send(`${HOST}/cb?error=access_denied`, { flowId: 'flow-1' });
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'denied' });
  });

  it('is read from the window’s own address, with no code on that page', async () => {
    const { flow } = await active();
    last().address = `${HOST}/cb?session_id=s1&state=x`;
    world.pass(400);
    expect(await flow).toMatchObject({ status: 'success' });
    expect(log.filter((entry) => entry === 'callback_received')).toHaveLength(1);
  });

  it('in the record wins over the close', async () => {
    const { flow } = await active();
    world.records.update('flow-1', { result: `${HOST}/cb?session_id=s1` });
    last().closed = true;
    world.freeze(5000);
    world.beat();
    world.pass(100);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('gets its consent id from the message that was posted before it, whichever is heard first', async () => {
    for (const order of ['message first', 'callback first']) {
      world = fakeWorld();
      const { flow } = await active();
      const steps = [() => post(SUCCESS, null), () => relay(`${HOST}/cb?session_id=s1`)];
      for (const step of order === 'message first' ? steps : steps.reverse()) step();
      expect(await flow).toMatchObject({ status: 'success', sessionId: 's1', consentId: 'c1' });
      expect(world.held()).toBe(0);
    }
  });

  it('waits for that message no longer than a tenth of a second', async () => {
    const { flow } = await active();
    relay(`${HOST}/cb?session_id=s1`);
    world.pass(99);
    expect(flow.state.phase).toBe('active');
    world.pass(1);
    expect(await flow).toEqual({ status: 'success', sessionId: 's1', mode: 'popup' });
  });

  it('of a named flow carries its id', async () => {
    const session = ({ flowId }: { flowId: string }) => ({ ...SESSION, flow_id: `${flowId}-long-enough` });
    const { flow } = await active({ session });
    const id = 'flow-1-long-enough';
    expect(last().flowId).toBe(id);
    expect(world.records.read(id)).toMatchObject({ named: true, sessionId: 's1' });
    for (const url of [`${HOST}/cb?session_id=s1`, `${HOST}/cb?session_id=s1&consent_flow=${id}2`])
      expect(relay(url, id)).toEqual([]);
    expect(flow.state.phase).toBe('active');
    expect(relay(`${HOST}/cb?session_id=s1&consent_id=c2&consent_flow=${id}`, id)).toHaveLength(1);
    expect(await flow).toMatchObject({ status: 'success', consentId: 'c2' });
  });
});

describe('a close', () => {
  it('of a window that is still blank is believed at once', async () => {
    const flow = open({ session: () => new Promise(() => {}) });
    await settled();
    world.pass(300);
    last().closed = true;
    world.pass(200);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
  });

  it('with the focus back is believed after a grace, and a result in the grace wins', async () => {
    for (const result of [undefined, SUCCESS]) {
      world = fakeWorld();
      const { flow } = await active();
      world.focused = false;
      world.pass(1000);
      last().closed = true;
      world.pass(200);
      world.focus();
      world.pass(400);
      expect(flow.state.phase).toBe('active');
      if (result) post(result);
      world.pass(600);
      expect(await flow).toMatchObject(result ? { status: 'success' } : { reason: 'popup_closed' });
    }
  });

  it('without the focus back is no close: the window was severed', async () => {
    const { flow } = await active();
    world.focused = false;
    world.pass(1000);
    last().closed = true;
    world.pass(1400);
    expect(flow.state.phase).toBe('detached');
    world.focus();
    world.pass(20_000);
    expect(flow.state.phase).toBe('detached');
    relay(`${HOST}/cb?session_id=s1`);
    world.pass(100);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('noticed only after the page was frozen is no close', async () => {
    const { flow } = await active();
    world.focused = false;
    world.pass(400);
    last().closed = true;
    world.freeze(2500);
    world.focus();
    world.pass(10_000);
    expect(flow.state.phase).toBe('detached');
  });

  it('with no focus evidence at all is believed after three seconds', async () => {
    const { flow } = await active();
    world.pass(300);
    last().closed = true;
    world.pass(1000);
    expect(flow.state.phase).toBe('active');
    world.pass(200);
    expect(flow.state.phase).toBe('detached');
    world.pass(1800);
    expect(flow.state.phase).toBe('detached');
    world.pass(400);
    expect(await flow).toMatchObject({ reason: 'popup_closed' });
  });

  it('ends with the session even if nothing else ever comes', async () => {
    const { flow } = await active();
    world.focused = false;
    world.pass(400);
    last().closed = true;
    world.pass(603_000);
    expect(await flow).toMatchObject({ status: 'failed', error: { code: 'session_expired' } });
    expect(world.held()).toBe(0);
  });
});

describe('a detached flow', () => {
  async function detached(
    options: Partial<OpenConsentOptions> = {},
    interactive = false,
  ): Promise<{ flow: ConsentFlow }> {
    const { flow } = await active(options, interactive);
    world.focused = false;
    world.pass(400);
    last().closed = true;
    world.pass(1600);
    expect(flow.state.phase).toBe('detached');
    return { flow };
  }

  it('is ended by getStatus, whose errors mean pending', async () => {
    const answers = [
      () => Promise.reject(new Error('down')),
      () => 'pending' as const,
      () => 'success' as const,
    ];
    const getStatus = vi.fn(() => answers[Math.min(getStatus.mock.calls.length - 1, 2)]?.() ?? 'pending');
    const { flow } = await detached({ getStatus });
    for (let turn = 0; turn < 3; turn++) {
      await settled();
      world.pass(3200);
    }
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's1' });
    expect(getStatus).toHaveBeenCalledWith('s1');
  });

  it.each(['cancelled', 'failed'] as const)(
    'that has expired meanwhile leaves the user to choose, though getStatus says %s at last',
    async (status) => {
      let answer = (_: 'cancelled' | 'failed') => {};
      const getStatus = () =>
        new Promise<'cancelled' | 'failed'>((resolve) => {
          answer = resolve;
        });
      const { flow } = await detached({ getStatus }, true);
      world.pass(700_000);
      expect(flow.state.phase).toBe('interrupted');
      answer(status);
      await settled();
      expect(flow.state.phase).toBe('interrupted');
    },
  );

  it('does not ask a slow server twice at a time', async () => {
    const getStatus = vi.fn(() => new Promise<'pending'>(() => {}));
    await detached({ getStatus });
    world.pass(30_000);
    expect(getStatus).toHaveBeenCalledTimes(1);
  });

  it('reopens in a new window, and does not believe that one when it calls the session used', async () => {
    const { flow } = await detached();
    flow.reopen();
    expect(flow.state.phase).toBe('active');
    expect(world.windows).toHaveLength(2);
    post({ isCompleted: false, error: 'auth_session_invalid', errorType: 'AUTH_SESSION_INVALID' });
    expect(flow.state.phase).toBe('active');
    relay(`${HOST}/cb?session_id=s1`, 'flow-1');
    world.pass(100);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('tells a result after its cancel as a late outcome, once', async () => {
    const { flow } = await detached();
    flow.cancel();
    expect(await flow).toMatchObject({ reason: 'aborted' });
    relay(`${HOST}/cb?session_id=s1`);
    relay(`${HOST}/cb?session_id=s1`);
    await settled();
    expect(log.filter((entry) => entry === 'late_outcome')).toHaveLength(1);
    expect(callbacks()).not.toContain('success');
    expect(world.held()).toBe(0);
  });

  it('stops listening for it when the session has expired', async () => {
    const { flow } = await detached();
    flow.cancel();
    expect(world.held()).toBeGreaterThan(0);
    world.pass(601_000);
    expect(world.held()).toBe(0);
  });
});

describe('a frame', () => {
  const container = { append() {} } as unknown as Element;

  it('that is silent is stalled, not ended, and goes on when the user works in it', async () => {
    const { flow } = await active({ mode: 'iframe', container });
    world.pass(15_200);
    expect(flow.state.phase).toBe('stalled');
    last().busy = true;
    world.pass(200);
    expect(flow.state.phase).toBe('active');
    world.pass(60_000);
    post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success', mode: 'iframe' });
  });

  it('goes on in a window when asked to', async () => {
    const { flow } = await active({ mode: 'iframe', container });
    world.pass(15_200);
    flow.reopen();
    expect(world.windows[0]?.closed).toBe(true);
    expect(last()).toMatchObject({ mode: 'popup', navigatedTo: SESSION.auth_url });
    post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success', mode: 'popup' });
  });

  it('refused by the page’s own policy fails, naming the origin to allow', async () => {
    const { flow } = await active({ mode: 'iframe', container });
    world.refuseFrame(PROVIDER);
    expect(await flow).toMatchObject({
      error: { code: 'frame_blocked', message: expect.stringContaining(PROVIDER) },
    });
  });

  it('that is not in the page is not proved alive by a message of nobody', async () => {
    const { flow } = await active({ mode: 'iframe', container });
    last().source = null;
    world.send({ source: null, data: 'noise' });
    world.pass(16_000);
    expect(flow.state.phase).toBe('stalled');
  });

  it('whose later page is refused is only stalled', async () => {
    const { flow } = await active({ mode: 'iframe', container });
    world.refuseFrame('https://bank.example');
    last().loads = 2;
    world.pass(1000);
    expect(flow.state.phase).toBe('stalled');
    await settled();
    expect(log).toContain('frame_stalled');
  });

  it('taken out of the page by the host is aborted', async () => {
    const { flow } = await active({ mode: 'iframe', container });
    last().closed = true;
    world.pass(200);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
  });
});

describe('with a UI, a failure that a new session may mend', () => {
  it('interrupts, and retry() mints again within the same flow', async () => {
    let nth = 0;
    const session = () => ({ ...SESSION, session_id: `s${++nth}` });
    const { flow } = await active({ session }, true);
    post({ isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' });
    expect(flow.state).toMatchObject({ phase: 'interrupted', error: { errorType: 'CONSENT_OTP_FAILURE' } });
    expect(last().closed).toBe(true);
    flow.retry();
    expect(world.windows).toHaveLength(2);
    await settled();
    expect(flow.state.phase).toBe('active');
    post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's2' });
    expect(callbacks().filter((entry) => entry.startsWith('error'))).toEqual([]);
  });

  it('ends as that failure when the user leaves it', async () => {
    const { flow } = await active({}, true);
    post({ isCompleted: false, errorType: 'CONSENT_TIMEOUT' });
    flow.cancel('dismissed');
    expect(await flow).toMatchObject({ status: 'failed', error: { errorType: 'CONSENT_TIMEOUT' } });
    expect(world.held()).toBe(0);
  });

  it('still takes a success that overtakes its expiry', async () => {
    const { flow } = await active({}, true);
    world.focused = false;
    world.pass(603_000);
    expect(flow.state).toMatchObject({ phase: 'interrupted', error: { code: 'session_expired' } });
    relay(`${HOST}/cb?session_id=s1`, 'flow-1');
    world.pass(100);
    expect(await flow).toMatchObject({ status: 'success' });
  });
});

describe('a redirect', () => {
  it('left by Back is dismissed', async () => {
    const flow = open({ mode: 'redirect' });
    await settled();
    expect(flow.state.phase).toBe('redirecting');
    world.beat(true, true);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'dismissed', mode: 'redirect' });
    expect(world.held()).toBe(0);
  });
});

afterEach(() => vi.restoreAllMocks());

describe('a flow that another page has ended', () => {
  const ended = { result: `${HOST}/cb?session_id=s1`, ended: 'provider' as const };

  it('ends without a word, with that outcome', async () => {
    const { flow } = await active();
    const before = log.length;
    world.records.update('flow-1', ended);
    world.focus();
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's1' });
    await settled();
    expect(log.slice(before)).toEqual([]);
    expect(world.held()).toBe(0);
  });

  it('by redirect ends without a word when Back brings its page to life', async () => {
    const flow = open({ mode: 'redirect' });
    await settled();
    const before = log.length;
    world.records.update('flow-1', ended);
    world.beat(true, true);
    expect(await flow).toMatchObject({ status: 'success', mode: 'redirect' });
    await settled();
    expect(log.slice(before)).toEqual([]);
  });
});

describe('what is kept about a flow', () => {
  it('is written before the user leaves, and says how it ended', async () => {
    const { flow } = await active({ state: { cart: 1 } });
    expect(world.records.read('flow-1')).toEqual({
      v: 2,
      mode: 'popup',
      sessionId: 's1',
      expiresAt: START + 600_000,
      named: false,
      returnUrl: `${HOST}/accounts`,
      state: { cart: 1 },
    });
    expect([...world.marks, ...world.locks]).toEqual(['flow-1', 'flow-1']);
    flow.cancel();
    expect(world.records.read('flow-1')).toMatchObject({ ended: 'page' });
    expect([...world.marks, ...world.locks]).toEqual([]);
  });

  it('says who ended it: the provider, or an error that only its window speaks for', async () => {
    await active();
    post(SUCCESS);
    expect(world.records.read('flow-1')).toMatchObject({ ended: 'provider' });
    world = fakeWorld();
    await active();
    relay(`${HOST}/cb?error=access_denied`);
    expect(world.records.read('flow-1')).toMatchObject({ ended: 'error' });
  });

  it('says nothing of an end after Back from a redirect: Forward may lead to one', async () => {
    const flow = open({ mode: 'redirect' });
    await settled();
    expect([...world.locks]).toEqual([]);
    world.beat(true, true);
    expect(await flow).toMatchObject({ reason: 'dismissed' });
    expect(world.records.read('flow-1')).not.toHaveProperty('ended');
    expect(world.held()).toBe(0);
  });

  it('lets a session be opened again that the user has merely left', async () => {
    const { flow } = await active({ session: SESSION });
    flow.cancel();
    const again = open({ session: SESSION });
    await settled();
    expect(again.state.phase).toBe('active');
  });
});

describe('with refuseFramed', () => {
  it('refuses to run where another site shows the page in a frame, before a window is touched', async () => {
    Object.assign(world, { framed: true, foreignTop: true });
    const says = expect.stringContaining('refuseFramed');
    expect(await open({ refuseFramed: true })).toMatchObject({
      error: { code: 'unsupported_context', message: says },
    });
    expect(world.windows).toHaveLength(0);
  });

  it('runs in a frame of its own site, and in none', async () => {
    world.framed = true;
    await active({ refuseFramed: true });
  });

  it('is an option: without it, a framed page opens its window', async () => {
    Object.assign(world, { framed: true, foreignTop: true });
    await active({});
  });
});

describe('in a frame of another page', () => {
  beforeEach(() => {
    Object.assign(world, { framed: true, coarse: true });
  });

  it('auto takes a popup, on a touch device too', async () => {
    await active({ mode: 'auto' });
    expect(last().mode).toBe('popup');
  });

  it('auto fails where that is blocked: a redirect would navigate the frame', async () => {
    world.blocked = true;
    expect(await open({ mode: 'auto' })).toMatchObject({
      status: 'failed',
      error: { code: 'popup_blocked' },
    });
    expect(world.held()).toBe(0);
  });
});

describe('whoever acts on what a flow says', () => {
  it.each(['popup', 'iframe', 'redirect'] as const)(
    'may cancel it as soon as it is on its way (%s)',
    async (mode) => {
      const flow = open({
        mode,
        ...(mode === 'iframe' && { container: { append() {} } as unknown as Element }),
      });
      flow.subscribe(({ phase }) => {
        if (phase === 'active' || phase === 'redirecting') flow.cancel();
      });
      expect(await flow).toMatchObject({ reason: 'aborted' });
      expect(last().closedByFlow).toBe(true);
      expect(log.indexOf('settled')).toBeLessThan(log.indexOf('cancel aborted'));
      expect(log.slice(log.indexOf('cancel aborted') + 1)).toEqual([]);
    },
  );

  it('hears the last state last, even where another listener has moved it on', async () => {
    const { flow } = await active();
    const seen: string[] = [];
    flow.subscribe(({ phase }) => phase === 'detached' && flow.cancel());
    flow.subscribe(({ phase }) => seen.push(phase));
    last().closed = true;
    world.pass(1400);
    expect(seen).toEqual(['settled']);
    await settled();
    expect(log.filter((entry) => entry === 'settled')).toHaveLength(1);
    expect(log.indexOf('detached')).toBeLessThan(log.indexOf('settled'));
  });

  it('may cancel a retry before its window opens', async () => {
    const { flow } = await active({}, true);
    post({ isCompleted: false, errorType: 'CONSENT_TIMEOUT' });
    flow.subscribe(({ phase }) => phase === 'preparing' && flow.cancel());
    flow.retry();
    expect(await flow).toMatchObject({ status: 'cancelled' });
    expect(world.windows).toHaveLength(1);
    expect(world.held()).toBe(0);
  });

  it('may cancel it from the session’s own abort signal: one end, the first', async () => {
    const flow = open({
      session: ({ signal }) => {
        signal.addEventListener('abort', () => flow.cancel('dismissed'));
        return new Promise<never>(() => {});
      },
    });
    await settled();
    flow.cancel();
    expect(await flow).toMatchObject({ reason: 'aborted' });
    expect(log.filter((entry) => entry === 'settled')).toHaveLength(1);
  });

  it('cannot change its options afterwards', async () => {
    const options: OpenConsentOptions = {
      session: () => SESSION,
      mode: 'popup',
      onSuccess: () => log.push('first'),
    };
    const flow = handleOf(createFlow(options, world.ports, false));
    await settled();
    options.onSuccess = () => log.push('second');
    post(SUCCESS);
    await flow;
    expect(log).toEqual(['first']);
  });
});

describe('nothing is minted', () => {
  it('for a window that was blocked', async () => {
    world.blocked = true;
    const session = vi.fn(() => SESSION);
    expect(await open({ session })).toMatchObject({ error: { code: 'popup_blocked' } });
    await settled();
    expect(session).not.toHaveBeenCalled();
  });

  it('for a flow that is cancelled in the same tick', async () => {
    const session = vi.fn(() => SESSION);
    open({ session }).cancel();
    await settled();
    expect(session).not.toHaveBeenCalled();
  });
});

describe('a retried flow', () => {
  async function retried(): Promise<{ flow: ConsentFlow }> {
    let nth = 0;
    const { flow } = await active({ session: () => ({ ...SESSION, session_id: `s${++nth}` }) }, true);
    post({ isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' });
    flow.retry();
    await settled();
    return { flow };
  }

  it('is not moved by the window of its first session', async () => {
    const { flow } = await retried();
    relay(`${HOST}/cb?session_id=s1`, 'flow-1');
    relay(`${HOST}/cb?error_type=AUTH_SESSION_CANCELLED`, 'flow-1');
    expect(flow.state.phase).toBe('active');
  });

  it('still knows that its first session is spent', async () => {
    await retried();
    expect(world.records.read('flow-1')).toMatchObject({ sessionId: 's1', ended: 'provider' });
  });
});

it('an interrupted flow that is left names its session', async () => {
  const { flow } = await active({}, true);
  post({ isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' });
  post(SUCCESS);
  expect(flow.state.phase).toBe('interrupted');
  flow.cancel('dismissed');
  expect(await flow).toMatchObject({ status: 'failed', sessionId: 's1' });
});

it('a provider on the page’s own origin is not read as a callback', async () => {
  const auth_url = `${HOST}/consent?session_id=s1`;
  const { flow } = await active({ session: { ...SESSION, auth_url }, allowedOrigins: [HOST] });
  last().address = auth_url;
  world.pass(1000);
  expect(flow.state.phase).toBe('active');
});

it('a frame whose next page is refused stays stalled, though it has the focus', async () => {
  const { flow } = await active({ mode: 'iframe', container: { append() {} } as unknown as Element });
  last().busy = true;
  world.pass(400);
  world.refuseFrame('https://bank.example');
  last().loads = 2;
  world.pass(1000);
  expect(flow.state.phase).toBe('stalled');
});

it('a real close counts, however often the focus comes back after it', async () => {
  const { flow } = await active();
  world.focused = false;
  world.pass(400);
  last().closed = true;
  world.beat();
  world.freeze(40);
  world.focus();
  world.freeze(1030);
  world.focus();
  expect(await flow).toMatchObject({ reason: 'popup_closed' });
});

it('a settled flow leaves a relay to the flow that it names', async () => {
  const first = open({ session: SESSION });
  await settled();
  first.cancel();
  const second = open({ session: SESSION });
  await settled();
  relay(`${HOST}/cb?session_id=s1`, 'flow-2');
  world.pass(100);
  expect(await second).toMatchObject({ status: 'success' });
  expect(log).not.toContain('late_outcome');
});
