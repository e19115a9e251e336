import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import type { SessionStatus } from '../../../src/model/options.ts';
import { CONTAINER, SESSION, type Stage, SUCCESS, setStage } from '../../support/fake-flow.ts';
import { HOST, PROVIDER, settled } from '../../support/fake-ports.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

afterEach(() => vi.restoreAllMocks());

const types = () => stage.events.map(({ type }) => type);

describe('a window that nobody has looked at', () => {
  it.each([
    [2000, 'active'],
    [2001, 'detached'],
  ])('for %i ms, and is found closed, leaves the flow %s', async (ms, phase) => {
    const [flow] = await stage.start();
    stage.world.beat();
    stage.last().closed = true;
    stage.world.freeze(ms);
    stage.world.beat();
    expect(flow.state.phase).toBe(phase);
  });

  it('since it was opened counts from its opening', async () => {
    const [flow] = await stage.start();
    stage.last().closed = true;
    stage.world.freeze(1000);
    stage.world.beat();
    expect(flow.state.phase).toBe('active');
  });
});

describe('a close', () => {
  it('is judged from when it was first seen', async () => {
    const [flow] = await stage.start();
    stage.world.pass(300);
    stage.last().closed = true;
    stage.world.pass(3000);
    expect(flow.state.phase).toBe('detached');
    stage.world.pass(200);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
  });

  it('is believed where the focus went and came back with it, after a grace', async () => {
    const [flow] = await stage.start();
    stage.close();
    stage.world.pass(600);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(200);
    expect(await flow).toMatchObject({ reason: 'popup_closed' });
    expect(types()).not.toContain('detached');
  });

  it('is not believed where the focus came back without it', async () => {
    const [flow] = await stage.start();
    stage.world.focused = false;
    stage.world.pass(400);
    stage.last().closed = true;
    stage.world.focused = true;
    stage.world.pass(10_000);
    expect(flow.state.phase).toBe('detached');
  });
});

describe('the address of the window', () => {
  it('is believed where it is an error, though that names no session', async () => {
    const [flow] = await stage.start();
    stage.last().address = `${HOST}/cb?error=access_denied&error_type=CONSENT_ENDUSER_DENIED`;
    stage.world.pass(200);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'denied' });
  });
});

describe('the record of the flow', () => {
  it('is read when the user comes back, not at every look', async () => {
    const read = vi.spyOn(stage.world.records, 'read');
    await stage.start();
    read.mockClear();
    stage.world.pass(10_000);
    expect(read).not.toHaveBeenCalled();
    stage.world.focus();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('that another page has ended without a result ends the flow without a word', async () => {
    const [flow] = await stage.start();
    const before = stage.events.length;
    stage.world.records.update('flow-1', { ended: 'page' });
    stage.world.focus();
    expect(await flow).toEqual({
      status: 'cancelled',
      reason: 'dismissed',
      sessionId: 's1',
      mode: 'popup',
    });
    await settled();
    expect(stage.events).toHaveLength(before);
    expect(stage.told).toEqual([]);
  });
});

describe('an interrupted flow', () => {
  it('is not stalled by the frame that it had', async () => {
    const [flow] = await stage.start({ mode: 'iframe', container: CONTAINER }, true);
    stage.last().address = `${HOST}/cb?error_type=CONSENT_OTP_FAILURE`;
    stage.world.pass(20_000);
    expect(flow.state.phase).toBe('interrupted');
  });

  it('is not detached by the window that it had', async () => {
    const [flow] = await stage.start({}, true);
    stage.sever();
    expect(flow.state.phase).toBe('detached');
    stage.post({ isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' });
    stage.world.pass(20_000);
    expect(flow.state.phase).toBe('interrupted');
  });
});

describe('the page coming out of the back/forward cache', () => {
  it('dismisses a redirect', async () => {
    const [flow] = await stage.start({ mode: 'redirect' });
    stage.world.beat(true, true);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
  });

  it('does not end a flow whose window is open', async () => {
    const [flow] = await stage.start();
    stage.world.beat(true, true);
    expect(flow.state.phase).toBe('active');
  });

  it('is the only way back that dismisses a redirect', async () => {
    const [flow] = await stage.start({ mode: 'redirect' });
    stage.world.beat(true, false);
    expect(flow.state.phase).toBe('redirecting');
  });
});

describe('a frame', () => {
  const frame = { mode: 'iframe', container: CONTAINER } as const;

  it('is stalled after 15 seconds of silence, and told so once', async () => {
    const [flow] = await stage.start(frame);
    stage.world.pass(14_800);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(200);
    expect(flow.state).toEqual({ phase: 'stalled' });
    stage.world.pass(5000);
    await settled();
    expect(types().filter((type) => type === 'frame_stalled')).toHaveLength(1);
  });

  it('may be silent for as long as the option says', async () => {
    const [flow] = await stage.start({ ...frame, iframe: { readyTimeoutMs: 3000 } });
    stage.world.pass(2800);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(200);
    expect(flow.state.phase).toBe('stalled');
  });

  it('is not silent when it says anything at all', async () => {
    const [flow] = await stage.start(frame);
    stage.world.send({ origin: 'https://bank.example', data: 'noise', source: stage.last().source });
    stage.world.pass(60_000);
    expect(flow.state.phase).toBe('active');
  });

  it('is silent though others speak', async () => {
    const [flow] = await stage.start(frame);
    stage.world.send({ data: 'noise', source: {} as MessageEventSource });
    stage.world.pass(15_000);
    expect(flow.state.phase).toBe('stalled');
  });

  it('is alive while the user is at work in it', async () => {
    const [flow] = await stage.start(frame);
    stage.last().busy = true;
    stage.world.pass(200);
    stage.last().busy = false;
    stage.world.pass(60_000);
    expect(flow.state.phase).toBe('active');
  });

  it('that was taken out of the page aborts the flow, though the host page has the focus', async () => {
    const [flow] = await stage.start(frame);
    stage.last().closed = true;
    stage.world.pass(200);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
  });
});

describe('a page of the frame that the host page’s policy refuses', () => {
  const frame = { mode: 'iframe', container: CONTAINER } as const;

  it('fails the flow without a UI, and names what to allow', async () => {
    const [flow] = await stage.start(frame);
    stage.world.refuseFrame(PROVIDER);
    expect(await flow).toMatchObject({
      status: 'failed',
      error: {
        code: 'frame_blocked',
        retry: 'none',
        message: `this page's policy refuses the frame: add ${PROVIDER} to frame-src`,
      },
    });
  });

  it('leaves it to the user with a UI, for as long as that takes', async () => {
    const [flow] = await stage.start(frame, true);
    stage.world.refuseFrame(PROVIDER);
    expect(flow.state).toEqual({ phase: 'blocked' });
    expect(stage.last().closing).toEqual({ linger: false, coming: false });
    stage.world.pass(60_000);
    expect(flow.state.phase).toBe('blocked');
    flow.reopen();
    expect(stage.last()).toMatchObject({ mode: 'popup', navigatedTo: SESSION.auth_url });
  });

  it.each([0, 999])('is a hint where it goes together with a load of ours, %i ms apart', async (ms) => {
    const [flow] = await stage.start(frame);
    stage.world.refuseFrame('https://bank.example');
    stage.world.freeze(ms);
    stage.last().loads = 2;
    stage.world.beat();
    expect(flow.state.phase).toBe('stalled');
  });

  it('is another frame of the page where ours has loaded a second later', async () => {
    const [flow] = await stage.start(frame);
    stage.world.refuseFrame('https://ads.example');
    stage.world.freeze(1000);
    stage.last().loads = 2;
    stage.world.beat();
    expect(flow.state.phase).toBe('active');
  });

  it('is another frame of the page where ours has loaded nothing', async () => {
    const [flow] = await stage.start(frame);
    stage.world.refuseFrame('https://ads.example');
    stage.world.pass(5000);
    expect(flow.state.phase).toBe('active');
  });

  it('is another frame of the page where ours has loaded long before', async () => {
    const [flow] = await stage.start(frame);
    stage.last().loads = 2;
    stage.world.pass(2000);
    stage.world.refuseFrame('https://ads.example');
    stage.world.pass(5000);
    expect(flow.state.phase).toBe('active');
  });

  it('stays stalled, though the frame has the focus', async () => {
    const [flow] = await stage.start(frame);
    stage.world.refuseFrame('https://bank.example');
    Object.assign(stage.last(), { loads: 2, busy: true });
    stage.world.pass(1000);
    expect(flow.state.phase).toBe('stalled');
  });

  it('changes nothing once the frame is stalled', async () => {
    const [flow] = await stage.start(frame);
    stage.world.pass(15_000);
    stage.world.refuseFrame(PROVIDER);
    expect(flow.state.phase).toBe('stalled');
  });

  it('is not ours while the session is minted', async () => {
    const flow = stage.open({ ...frame, session: () => new Promise<never>(() => {}) });
    await settled();
    stage.world.refuseFrame(PROVIDER);
    stage.world.pass(1000);
    expect(flow.state.phase).toBe('preparing');
  });

  it('is not ours once the flow goes on in a window', async () => {
    const [flow] = await stage.start(frame);
    stage.world.pass(15_000);
    flow.reopen();
    stage.world.refuseFrame(PROVIDER);
    expect(flow.state.phase).toBe('active');
  });

  it('is not ours in a popup', async () => {
    const [flow] = await stage.start();
    stage.world.refuseFrame(PROVIDER);
    expect(flow.state.phase).toBe('active');
    expect(stage.world.refusalListeners()).toBe(0);
  });
});

describe('getStatus', () => {
  async function detach(
    getStatus: (sessionId: string) => SessionStatus | Promise<SessionStatus>,
    interactive = false,
  ): Promise<[ConsentFlow]> {
    let nth = 0;
    const session = () => ({
      ...SESSION,
      session_id: `s${++nth}`,
      expires_at: Math.ceil(stage.world.now() / 1000) + 600,
    });
    const [flow] = await stage.start({ getStatus, session }, interactive);
    stage.sever();
    return [flow];
  }

  /** The user closes the window: it is asked as soon as the grace has passed. */
  async function close(getStatus: () => Promise<SessionStatus>): Promise<[ConsentFlow]> {
    const [flow] = await stage.start({ getStatus });
    stage.close();
    stage.world.pass(800);
    return [flow];
  }

  it('is not asked while the window can be watched', async () => {
    const getStatus = vi.fn(() => 'success' as const);
    const [flow] = await stage.start({ getStatus });
    stage.world.pass(10_000);
    expect(getStatus).not.toHaveBeenCalled();
    expect(flow.state.phase).toBe('active');
  });

  it('is asked once before a close is believed, and its success wins', async () => {
    const getStatus = vi.fn(async () => 'success' as const);
    const [flow] = await close(getStatus);
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's1' });
    expect(getStatus.mock.calls).toEqual([['s1']]);
  });

  it('that says pending lets the close be believed at the next look', async () => {
    const getStatus = vi.fn(async () => 'pending' as const);
    const [flow] = await close(getStatus);
    await settled();
    expect(flow.state.phase).toBe('active');
    stage.world.pass(200);
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
    expect(getStatus).toHaveBeenCalledTimes(1);
  });

  it('that does not answer holds a close up for three seconds', async () => {
    const [flow] = await close(() => new Promise<never>(() => {}));
    stage.world.pass(2800);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(200);
    expect(await flow).toMatchObject({ reason: 'popup_closed' });
  });

  it('is no request where the page has set none', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ status: 'success' }));
    const [flow] = await stage.start();
    stage.sever();
    await settled();
    expect(flow.state.phase).toBe('detached');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('is asked at once when the window is lost, and every three seconds from its answer on', async () => {
    const getStatus = vi.fn(() => 'pending' as const);
    const [flow] = await detach(getStatus);
    expect(getStatus.mock.calls).toEqual([['s1']]);
    await settled();
    stage.world.pass(2800);
    expect(getStatus).toHaveBeenCalledTimes(1);
    stage.world.pass(200);
    expect(getStatus).toHaveBeenCalledTimes(2);
    expect(flow.state.phase).toBe('detached');
  });

  it('is not asked where somebody cancels because the window was lost', async () => {
    const getStatus = vi.fn(() => 'success' as const);
    const [flow] = await stage.start({ getStatus });
    flow.subscribe(({ phase }) => phase === 'detached' && flow.cancel());
    stage.sever();
    expect(await flow).toMatchObject({ reason: 'aborted' });
    expect(getStatus).not.toHaveBeenCalled();
  });

  it.each([
    ['success', { status: 'success', sessionId: 's1', mode: 'popup' }],
    ['cancelled', { status: 'cancelled', reason: 'user_cancelled', sessionId: 's1', mode: 'popup' }],
    [
      'failed',
      {
        status: 'failed',
        error: { code: 'provider_error', retry: 'none', message: 'getStatus says failed' },
      },
    ],
  ] as const)('that says %s ends the flow, and its session is spent', async (status, outcome) => {
    const [flow] = await detach(() => status);
    expect(await flow).toMatchObject(outcome);
    expect(stage.last().closing).toEqual({ linger: false, coming: true });
    expect(stage.world.held()).toBe(0);
    expect(await stage.open()).toMatchObject({ error: { code: 'session_used' } });
  });

  it.each([
    ['pending', () => 'pending' as const],
    ['nothing that we know', () => 'paused' as never],
    ['no word, but an error', () => Promise.reject(new Error('down'))],
  ])('that says %s leaves the flow as it is', async (_, getStatus) => {
    const [flow] = await detach(getStatus, true);
    await settled();
    stage.world.pass(6000);
    await settled();
    expect(flow.state.phase).toBe('detached');
    stage.post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('that says success too late for the session is better news than its expiry', async () => {
    let answer = (_: SessionStatus) => {};
    const [flow] = await detach(() => new Promise((resolve) => (answer = resolve)), true);
    stage.world.pass(700_000);
    expect(flow.state.phase).toBe('interrupted');
    answer('success');
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's1' });
  });

  it('is not asked any more while the user is to choose', async () => {
    const getStatus = vi.fn(() => 'pending' as const);
    const [flow] = await detach(getStatus, true);
    await settled();
    stage.world.pass(1_000_000);
    expect(flow.state.phase).toBe('interrupted');
    const { length } = getStatus.mock.calls;
    stage.world.pass(10_000);
    expect(getStatus).toHaveBeenCalledTimes(length);
  });

  it('that answers for a session which was given up is not heard', async () => {
    let answer = (_: SessionStatus) => {};
    const [flow] = await detach(() => new Promise((resolve) => (answer = resolve)), true);
    stage.world.pass(700_000);
    flow.retry();
    await settled();
    answer('success');
    await settled();
    expect(flow.state.phase).toBe('active');
  });

  it('is asked at once for the session of a retry', async () => {
    const getStatus = vi.fn((): SessionStatus => 'pending');
    const [flow] = await detach(getStatus, true);
    await settled();
    stage.post({ isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' });
    flow.retry();
    await settled();
    stage.sever();
    expect(getStatus.mock.calls).toEqual([['s1'], ['s2']]);
  });
});
