import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import { CONTAINER, OTP_FAILURE, SESSION, type Stage, SUCCESS, setStage } from '../../support/fake-flow.ts';
import { settled } from '../../support/fake-ports.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const INVALID = { isCompleted: false, errorType: 'AUTH_SESSION_INVALID' };
const never = () => new Promise<never>(() => {});
const types = () => stage.events.map(({ type }) => type);

/** The window is severed while the user is in it. */
async function detach(...[options, interactive]: Parameters<Stage['start']>): Promise<[ConsentFlow]> {
  const [flow] = await stage.start(options, interactive);
  stage.sever();
  expect(flow.state.phase).toBe('detached');
  return [flow];
}

async function stall(...[options]: Parameters<Stage['start']>): Promise<[ConsentFlow]> {
  const [flow] = await stage.start({ mode: 'iframe', container: CONTAINER, ...options });
  stage.world.pass(15_000);
  expect(flow.state.phase).toBe('stalled');
  return [flow];
}

/** A session of its own for each request. */
function sessions() {
  let nth = 0;
  return vi.fn(() => ({ ...SESSION, session_id: `s${++nth}`, auth_url: `${SESSION.auth_url}&nth=${nth}` }));
}

describe('a window that the browser blocked', () => {
  beforeEach(() => {
    stage.world.blocked = true;
  });

  it('fails a popup without a UI, and says what to do', async () => {
    expect(await stage.open()).toMatchObject({
      status: 'failed',
      error: {
        code: 'popup_blocked',
        message: 'the browser blocked the window: open it in a click',
      },
    });
    expect(types()).toEqual(['popup_blocked', 'settled']);
  });

  it('sends auto on by redirect without a UI', async () => {
    const [flow] = await stage.start({ mode: 'auto' });
    expect(flow.state.phase).toBe('redirecting');
    expect(types()).toEqual(['popup_blocked', 'session_requested', 'session_ready', 'opened']);
    expect(stage.events.at(-1)).toMatchObject({ mode: 'redirect' });
  });

  it('leaves it to the user with a UI, in any mode', () => {
    for (const mode of ['popup', 'auto'] as const)
      expect(stage.open({ mode }, true).state).toEqual({ phase: 'blocked' });
  });

  it('may be blocked again', async () => {
    const flow = stage.open({}, true);
    await settled();
    flow.reopen();
    expect(flow.state.phase).toBe('blocked');
    await settled();
    expect(types().filter((type) => type === 'popup_blocked')).toHaveLength(2);
    stage.world.blocked = false;
    flow.reopen();
    stage.post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('sends auto on by redirect where the second click is blocked, too', async () => {
    const flow = stage.open({ mode: 'auto' }, true);
    await settled();
    flow.reopen();
    expect(flow.state.phase).toBe('redirecting');
    await settled();
    expect(types().filter((type) => type === 'popup_blocked')).toHaveLength(2);
    expect(stage.events.at(-1)).toMatchObject({ type: 'opened', mode: 'redirect' });
    // What comes home finds no page that waits.
    expect(stage.world.records.all()).toMatchObject([['flow-1', { mode: 'redirect' }]]);
  });

  it('asks again where it was lost before it was blocked: auto does not leave the page for that', async () => {
    stage.world.blocked = false;
    const [flow] = await stage.start({ mode: 'auto' });
    stage.world.beat();
    stage.last().closed = true;
    stage.world.freeze(5000);
    stage.world.beat();
    expect(flow.state.phase).toBe('detached');
    stage.world.blocked = true;
    flow.reopen();
    expect(flow.state.phase).toBe('blocked');
  });

  it('asks once more in a frame, which auto does not send away', async () => {
    stage.world.framed = true;
    const flow = stage.open({ mode: 'auto' }, true);
    await settled();
    flow.reopen();
    expect(flow.state.phase).toBe('blocked');
  });

  it('is opened blank by a click that comes before the session', async () => {
    const flow = stage.open({ session: never }, true);
    stage.world.blocked = false;
    flow.reopen();
    expect(flow.state.phase).toBe('preparing');
    expect(stage.last().navigatedTo).toBeUndefined();
  });

  it('is not opened any more where somebody cancels at that click', async () => {
    const flow = stage.open({ session: never }, true);
    flow.subscribe(({ phase }) => phase === 'preparing' && flow.cancel());
    stage.world.blocked = false;
    flow.reopen();
    expect(await flow).toMatchObject({ reason: 'aborted' });
    expect(stage.world.windows).toEqual([]);
  });
});

describe('reopen()', () => {
  it.each(['active', 'preparing', 'interrupted', 'redirecting'])(
    'does nothing in phase %s',
    async (phase) => {
      const flow = stage.open(
        {
          ...(phase === 'preparing' && { session: never }),
          ...(phase === 'redirecting' && { mode: 'redirect' }),
        },
        true,
      );
      await settled();
      if (phase === 'interrupted') stage.post(OTP_FAILURE);
      expect(flow.state.phase).toBe(phase);
      flow.reopen();
      expect(flow.state.phase).toBe(phase);
      expect(stage.world.windows).toHaveLength(1);
    },
  );

  it('goes on in another window with the same session', async () => {
    const session = sessions();
    const [flow] = await detach({ session });
    flow.reopen();
    expect(stage.world.windows).toHaveLength(2);
    expect(stage.world.windows[0]?.closing).toEqual({ linger: false, coming: false });
    expect(stage.last()).toMatchObject({ mode: 'popup', navigatedTo: `${SESSION.auth_url}&nth=1` });
    expect(session).toHaveBeenCalledTimes(1);
    expect(flow.state.phase).toBe('active');
  });

  it('does not prepare anything where there is a session', async () => {
    const [flow] = await stage.start({ mode: 'iframe', container: CONTAINER });
    stage.world.pass(15_000);
    const seen: string[] = [];
    flow.subscribe(({ phase }) => seen.push(phase));
    flow.reopen();
    expect(seen).toEqual(['active']);
  });

  it('of a lost window does not believe the new one that the session is used up: the lost one may be at it', async () => {
    const [flow] = await detach();
    flow.reopen();
    stage.post(INVALID);
    expect(flow.state.phase).toBe('active');
  });

  it('believes any other failure of it', async () => {
    const [flow] = await detach();
    flow.reopen();
    stage.post(OTP_FAILURE);
    expect(await flow).toMatchObject({ error: { errorType: 'CONSENT_OTP_FAILURE' } });
  });

  it('of a silent frame believes that the session is used up: the frame is gone', async () => {
    const [flow] = await stall();
    flow.reopen();
    stage.post(INVALID);
    expect(await flow).toMatchObject({ error: { code: 'session_invalid' } });
  });

  it('begins with new evidence: the focus was lost to the first window', async () => {
    const [flow] = await detach();
    stage.world.focus();
    flow.reopen();
    stage.world.pass(300);
    stage.last().closed = true;
    stage.world.pass(3200);
    expect(await flow).toMatchObject({ reason: 'popup_closed' });
  });

  it('still ends with the session', async () => {
    const [flow] = await detach();
    flow.reopen();
    stage.world.pass(602_000);
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
  });
});

describe('retry()', () => {
  it.each(['active', 'detached', 'blocked', 'preparing'])('does nothing in phase %s', async (phase) => {
    stage.world.blocked = phase === 'blocked';
    const session = vi.fn(phase === 'preparing' ? never : () => SESSION);
    const flow = stage.open({ session }, true);
    await settled();
    if (phase === 'detached') stage.sever();
    expect(flow.state.phase).toBe(phase);
    const { length } = stage.world.windows;
    flow.retry();
    await settled();
    expect(flow.state.phase).toBe(phase);
    expect(stage.world.windows).toHaveLength(length);
    expect(session).toHaveBeenCalledTimes(1);
  });

  it('opens nothing and mints nothing where somebody cancels at that click', async () => {
    const session = vi.fn(() => Promise.reject(new Error('offline')));
    const flow = stage.open({ session }, true);
    await settled();
    expect(flow.state.phase).toBe('interrupted');
    const { length } = stage.world.windows;
    flow.subscribe(({ phase }) => phase === 'preparing' && flow.cancel());
    flow.retry();
    expect(await flow).toMatchObject({ reason: 'aborted' });
    await settled();
    expect(stage.world.windows).toHaveLength(length);
    expect(session).toHaveBeenCalledTimes(1);
  });

  it('opens a blank window at once, and sends it to the new session', async () => {
    const session = sessions();
    const [flow] = await stage.start({ session }, true);
    stage.post(OTP_FAILURE);
    flow.retry();
    expect(flow.state).toEqual({ phase: 'preparing' });
    expect(stage.world.windows).toHaveLength(2);
    expect(stage.last().navigatedTo).toBeUndefined();
    await settled();
    expect(stage.last().navigatedTo).toBe(`${SESSION.auth_url}&nth=2`);
    expect(flow.state.phase).toBe('active');
    stage.post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's2' });
  });

  it('may find the window blocked, and mints meanwhile', async () => {
    const session = sessions();
    const [flow] = await stage.start({ session }, true);
    stage.post(OTP_FAILURE);
    stage.world.blocked = true;
    flow.retry();
    await settled();
    expect(flow.state.phase).toBe('blocked');
    stage.world.blocked = false;
    flow.reopen();
    expect(stage.last().navigatedTo).toBe(`${SESSION.auth_url}&nth=2`);
  });

  it('mints nothing where somebody cancels because the window was blocked', async () => {
    const session = sessions();
    const [flow] = await stage.start({ session }, true);
    stage.post(OTP_FAILURE);
    stage.world.blocked = true;
    flow.subscribe(({ phase }) => phase === 'blocked' && flow.cancel());
    flow.retry();
    await flow;
    await settled();
    expect(session).toHaveBeenCalledTimes(1);
  });

  it('believes the new window that its session is used up', async () => {
    const [flow] = await detach({ session: sessions() }, true);
    flow.reopen();
    stage.post(OTP_FAILURE);
    flow.retry();
    await settled();
    stage.post(INVALID);
    expect(flow.state).toMatchObject({ phase: 'interrupted', error: { code: 'session_invalid' } });
  });
});
