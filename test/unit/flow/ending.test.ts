import { beforeEach, describe, expect, it } from 'vitest';
import { CONTAINER, OTP_FAILURE, SESSION, type Stage, SUCCESS, setStage } from '../../support/fake-flow.ts';
import { HOST, START, settled } from '../../support/fake-ports.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const never = () => new Promise<never>(() => {});
const types = () => stage.events.map(({ type }) => type);

describe('the events of a flow', () => {
  it('tell each step in its order, with the time, the mode and the session, once it is known', async () => {
    const [flow] = await stage.start();
    stage.world.freeze(100);
    stage.post(SUCCESS);
    await flow;
    const about = { mode: 'popup', at: START };
    expect(stage.events).toEqual([
      { type: 'session_requested', ...about },
      { type: 'session_ready', ...about, sessionId: 's1' },
      { type: 'opened', ...about, sessionId: 's1' },
      { type: 'settled', ...about, sessionId: 's1', at: START + 100, status: 'success' },
    ]);
  });

  it('do not tell of minting where the session was given', async () => {
    await stage.start({ session: SESSION });
    expect(types()).toEqual(['session_ready', 'opened']);
  });

  it('tell the reason of a cancel', async () => {
    const [flow] = await stage.start();
    flow.cancel('dismissed');
    await flow;
    expect(stage.events.at(-1)).toEqual({
      type: 'settled',
      status: 'cancelled',
      reason: 'dismissed',
      mode: 'popup',
      sessionId: 's1',
      at: START,
    });
  });

  it('tell the code of a failure', async () => {
    const flow = stage.open({ session: () => Promise.reject(new Error('offline')) });
    await flow;
    expect(stage.events.at(-1)).toEqual({
      type: 'settled',
      status: 'failed',
      code: 'session_request_failed',
      mode: 'popup',
      at: START,
    });
  });

  it('come before the callback, which comes before the promise', async () => {
    const order: string[] = [];
    const [flow] = await stage.start({
      onEvent: ({ type }) => order.push(type),
      onSuccess: () => order.push('callback'),
    });
    const promise = flow.finished.then(() => order.push('promise'));
    stage.post(SUCCESS);
    expect(order.slice(-1)).toEqual(['opened']);
    await promise;
    expect(order.slice(-3)).toEqual(['settled', 'callback', 'promise']);
  });
});

describe('whoever subscribes', () => {
  it('is told every new phase, and none twice', async () => {
    const flow = stage.open();
    const seen: string[] = [];
    flow.subscribe(({ phase }) => seen.push(phase));
    await settled();
    stage.world.pass(300);
    stage.last().closed = true;
    stage.world.pass(2000);
    stage.post(SUCCESS);
    await flow;
    expect(seen).toEqual(['active', 'detached', 'settled']);
    expect(types().filter((type) => type === 'detached')).toHaveLength(1);
  });

  it('is told nothing any more once it has stopped', async () => {
    const [flow] = await stage.start();
    const seen: string[] = [];
    const stop = flow.subscribe(({ phase }) => seen.push(phase));
    stop();
    flow.cancel();
    await flow;
    expect(seen).toEqual([]);
  });

  it('is told no phase that another listener has left already', async () => {
    const flow = stage.open();
    const seen: string[] = [];
    flow.subscribe(({ phase }) => phase === 'active' && flow.cancel());
    flow.subscribe(({ phase }) => seen.push(phase));
    await flow;
    expect(seen).toEqual(['settled']);
  });

  it('may throw, and harms nobody', async () => {
    const [flow] = await stage.start();
    const seen: string[] = [];
    flow.subscribe(() => {
      throw new Error('listener');
    });
    flow.subscribe(({ phase }) => seen.push(phase));
    flow.cancel();
    await flow;
    expect(seen).toEqual(['settled']);
    expect(stage.world.reported).toEqual([new Error('listener')]);
  });
});

describe('an ended flow', () => {
  it('has its outcome in its state, its promise and its callback, the same one', async () => {
    const [flow] = await stage.start();
    stage.post(SUCCESS);
    const outcome = await flow.finished;
    expect(outcome).toEqual({ status: 'success', sessionId: 's1', consentId: 'c1', mode: 'popup' });
    expect(flow.state).toEqual({ phase: 'settled', outcome });
    expect(await flow).toBe(outcome);
    expect(stage.told).toEqual(['success']);
  });

  it.each(['cancel', 'retry', 'reopen', 'focus'] as const)('is not moved by %s()', async (act) => {
    const [flow] = await stage.start();
    stage.post(SUCCESS);
    const { state } = flow;
    flow[act]();
    await flow;
    expect(flow.state).toBe(state);
    expect(stage.world.windows).toHaveLength(1);
    expect(types().filter((type) => type === 'settled')).toHaveLength(1);
  });

  it('can be awaited with a handler of failures, which is never called', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    expect(
      await flow.then(
        ({ status }) => status,
        () => 'rejected',
      ),
    ).toBe('cancelled');
  });
});

describe('cancel()', () => {
  it('says aborted, unless it is told otherwise', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    expect(await flow).toEqual({ status: 'cancelled', reason: 'aborted', sessionId: 's1', mode: 'popup' });
    const [other] = await stage.start();
    other.cancel('dismissed');
    expect(await other).toMatchObject({ reason: 'dismissed' });
  });

  it('of an interrupted flow ends with the failure', async () => {
    const [flow] = await stage.start({}, true);
    stage.post(OTP_FAILURE);
    flow.cancel();
    expect(await flow).toMatchObject({ status: 'failed', error: { errorType: 'CONSENT_OTP_FAILURE' } });
    expect(stage.told).toEqual(['error']);
  });
});

describe('the window of an ended flow', () => {
  it('is told that the user may be coming home, where the provider had its word', async () => {
    const [flow] = await stage.start();
    stage.post(SUCCESS);
    await flow;
    expect(stage.last().closing).toEqual({ linger: false, coming: true });
  });

  it('is told the same where the provider’s word was a cancel: nothing more can come', async () => {
    const [flow] = await stage.start();
    stage.post({ isCompleted: false });
    expect(await flow).toMatchObject({ reason: 'user_cancelled' });
    expect(stage.last().closing).toEqual({ linger: false, coming: true });
    expect(stage.world.held()).toBe(0);
  });

  it('may still say what it had to say after any other cancel, until the session expires', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    expect(stage.last().closing).toEqual({ linger: true, coming: false });
    stage.world.pass(599_800);
    expect(stage.world.held()).toBeGreaterThan(0);
    stage.world.pass(200);
    expect(stage.world.held()).toBe(0);
  });

  it('goes at once where nothing was minted', async () => {
    const flow = stage.open({ session: never });
    await settled();
    flow.cancel();
    expect(stage.last().closing).toEqual({ linger: false, coming: false });
    expect(stage.world.held()).toBe(0);
  });

  it('goes at once where the flow failed of itself', async () => {
    const [flow] = await stage.start();
    stage.world.pass(602_000);
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
    expect(stage.last().closing).toEqual({ linger: false, coming: false });
    expect(stage.world.held()).toBe(0);
  });

  it('is the page itself in a redirect: nothing is listened to any more', async () => {
    const [flow] = await stage.start({ mode: 'redirect' });
    flow.cancel();
    expect(stage.last().closing).toEqual({ linger: false, coming: false });
    expect(stage.world.held()).toBe(0);
  });

  it('need not be there', async () => {
    stage.world.blocked = true;
    const flow = stage.open({}, true);
    flow.cancel();
    expect(await flow).toMatchObject({ reason: 'aborted' });
    expect(stage.world.held()).toBe(0);
  });
});

describe('what comes after a cancel', () => {
  it('is told as a late outcome, with its consent', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    stage.post(SUCCESS);
    await settled();
    expect(stage.events.at(-1)).toEqual({
      type: 'late_outcome',
      status: 'success',
      consentId: 'c1',
      mode: 'popup',
      sessionId: 's1',
      at: START,
    });
    expect(stage.told).toEqual(['cancel']);
    expect(stage.world.held()).toBe(0);
  });

  it('is nothing but that, where a callback brings it', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    await flow;
    const before = stage.events.length;
    stage.relay(`${HOST}/cb?session_id=s1`);
    await settled();
    expect(types().slice(before)).toEqual(['late_outcome']);
  });

  it('is told without a consent where it names none', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    stage.post({ isCompleted: false });
    await settled();
    expect(stage.events.at(-1)).toEqual({
      type: 'late_outcome',
      status: 'cancelled',
      reason: 'user_cancelled',
      mode: 'popup',
      sessionId: 's1',
      at: START,
    });
  });

  it('spends the session', async () => {
    const [flow] = await stage.start();
    flow.cancel();
    stage.post(SUCCESS);
    expect(await stage.open()).toMatchObject({ error: { code: 'session_used' } });
  });
});

describe('a failure', () => {
  it('that no new session can mend ends the flow, UI or not', async () => {
    const [flow] = await stage.start({}, true);
    stage.post({ isCompleted: false, errorType: 'CONSENT_UPSTREAM_PROCESSING_ERROR' });
    expect(await flow).toMatchObject({ status: 'failed', error: { retry: 'later' } });
  });

  it('ends the flow where its session was given as a value: there is no other', async () => {
    const [flow] = await stage.start({ session: SESSION }, true);
    stage.post(OTP_FAILURE);
    expect(await flow).toMatchObject({ status: 'failed' });
  });

  it('ends the flow where there is no UI to offer another try', async () => {
    const [flow] = await stage.start();
    stage.post(OTP_FAILURE);
    expect(await flow).toMatchObject({ status: 'failed' });
  });

  it('of the provider’s word interrupts a flow with a UI, and spends the session', async () => {
    const [flow] = await stage.start({}, true);
    stage.post(OTP_FAILURE);
    expect(flow.state).toMatchObject({ phase: 'interrupted' });
    expect(stage.last().closing).toEqual({ linger: false, coming: true });
    expect(await stage.open()).toMatchObject({ error: { code: 'session_used' } });
    stage.world.pass(700_000);
    expect(flow.state).toMatchObject({ error: { errorType: 'CONSENT_OTP_FAILURE' } });
  });

  it('of the provider’s word is its last: a success that comes after it is not believed', async () => {
    const [flow] = await stage.start({}, true);
    stage.post(OTP_FAILURE);
    stage.world.send({ data: { ...SUCCESS, sessionID: 's1' }, source: null });
    expect(flow.state.phase).toBe('interrupted');
  });

  it('of our own interrupts a flow with a UI, and leaves the session to what may still come', async () => {
    const [flow] = await stage.start({}, true);
    stage.world.pass(602_000);
    expect(flow.state).toMatchObject({ phase: 'interrupted', error: { code: 'session_expired' } });
    expect(stage.last().closing).toEqual({ linger: false, coming: false });
    expect(stage.told).toEqual([]);
    expect(stage.world.records.read('flow-1')).toMatchObject({ ended: 'page' });
  });
});

describe('focus()', () => {
  it('brings the window forward', async () => {
    const [flow] = await stage.start();
    flow.focus();
    expect(stage.last().focusings).toBe(1);
  });

  it('does nothing where there is none, or where it cannot be brought forward', async () => {
    stage.world.blocked = true;
    stage.open({}, true).focus();
    stage.world.ports.launch = () => ({ navigate() {}, gone: () => false, close() {} });
    const [flow] = await stage.start({ mode: 'iframe', container: CONTAINER });
    expect(() => flow.focus()).not.toThrow();
  });
});

it('a launcher that has no window of its own is not asked for one', async () => {
  stage.world.ports.launch = () => ({ navigate() {}, gone: () => false, close() {} });
  const [flow] = await stage.start({ mode: 'redirect' });
  stage.world.send({ data: 'noise', source: null });
  stage.world.pass(1000);
  expect(flow.state.phase).toBe('redirecting');
});
