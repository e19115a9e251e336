import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionStatus } from '../../../src/model/options.ts';
import { CONTAINER, OTP_FAILURE, SESSION, type Stage, SUCCESS, setStage } from '../../support/fake-flow.ts';
import { HOST, settled } from '../../support/fake-ports.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const types = () => stage.events.map(({ type }) => type);

/** A success without its consent id, from the callback page in the flow's window: the flow waits for that id. */
const prove = (sessionId = 's1') => stage.relay(`${HOST}/cb?session_id=${sessionId}`);

/** A message whose window has gone on at once: nobody knows who sent it. */
const remark = (data: object) => stage.world.send({ data, source: null });

describe('a success that is proved', () => {
  it('is not taken back by a close', async () => {
    const [flow] = await stage.start();
    stage.close();
    stage.world.pass(750);
    prove();
    stage.world.pass(50);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(50);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('is not taken back by the expiry', async () => {
    const [flow] = await stage.start();
    stage.world.freeze(601_950);
    prove();
    stage.world.pass(50);
    stage.world.pass(50);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  /** The callback page wrote down what it could tell nobody. */
  const note = () => stage.world.records.update('flow-1', { result: `${HOST}/cb?session_id=s1` });

  it('only by the record is not taken back by the close that the record is read for', async () => {
    const [flow] = await stage.start();
    stage.close();
    note();
    stage.world.pass(800);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(100);
    expect(await flow).toMatchObject({ status: 'success' });
    await settled();
    expect(types()).not.toContain('late_outcome');
  });

  it('only by the record is not taken back by the expiry that the record is read for', async () => {
    const [flow] = await stage.start();
    note();
    stage.world.freeze(602_000);
    stage.world.beat();
    stage.world.pass(100);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('only by the record is not sent away by a blocker', async () => {
    const [flow] = await stage.start({ mode: 'auto' });
    stage.last().closed = true;
    stage.world.freeze(150);
    stage.world.pass(1);
    note();
    stage.world.pass(1300);
    expect(await flow).toMatchObject({ status: 'success' });
    expect(stage.world.windows).toHaveLength(1);
  });

  it.each([599_990, 601_990, 700_000])(
    'is told as a late outcome after a cancel when the session is at its end (%i ms old)',
    async (ms) => {
      const [flow] = await stage.start();
      stage.world.freeze(ms);
      prove();
      flow.cancel();
      expect(await flow).toMatchObject({ status: 'cancelled' });
      stage.world.pass(100);
      await settled();
      expect(types().at(-1)).toBe('late_outcome');
      stage.world.pass(2000);
      expect(stage.world.held()).toBe(0);
    },
  );

  it.each(['failed', 'success'] as const)(
    'is not cut short by a status of the server that says %s meanwhile',
    async (status) => {
      let answer = (_: SessionStatus) => {};
      const getStatus = () => new Promise<SessionStatus>((resolve) => (answer = resolve));
      const [flow] = await stage.start({ getStatus });
      stage.close();
      stage.world.pass(800);
      prove();
      answer(status);
      await settled();
      remark(SUCCESS);
      expect(await flow).toMatchObject({ status: 'success', consentId: 'c1' });
    },
  );

  it('is told as a late outcome after a cancel', async () => {
    const [flow] = await stage.start();
    prove();
    flow.cancel();
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    stage.world.pass(100);
    await settled();
    expect(types().at(-1)).toBe('late_outcome');
    expect(stage.events.at(-1)).toMatchObject({ status: 'success', sessionId: 's1' });
    expect(stage.world.held()).toBe(0);
  });

  it('is told with its consent id after a cancel', async () => {
    const [flow] = await stage.start();
    prove();
    flow.cancel();
    await flow;
    remark(SUCCESS);
    await settled();
    expect(stage.events.at(-1)).toMatchObject({ type: 'late_outcome', consentId: 'c1' });
    stage.world.pass(200);
    await settled();
    expect(types().filter((type) => type === 'late_outcome')).toHaveLength(1);
  });

  it('has no consent id from an error of nobody, and still waits for it', async () => {
    const [flow] = await stage.start();
    remark(OTP_FAILURE);
    prove();
    expect(flow.state.phase).toBe('active');
    remark(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success', consentId: 'c1' });
  });

  it('is told at once in a redirect: its page can hear no message', async () => {
    const [flow] = await stage.start({ mode: 'redirect' });
    stage.world.records.update('flow-1', { result: `${HOST}/cb?session_id=s1` });
    stage.world.beat(true);
    expect(flow.state).toMatchObject({ phase: 'settled', outcome: { status: 'success' } });
  });

  it('of a session that was given up is nobody’s', async () => {
    let nth = 0;
    const session = () => ({ ...SESSION, session_id: `s${++nth}` });
    const [flow] = await stage.start({ session, mode: 'iframe', container: CONTAINER }, true);
    prove();
    stage.post(OTP_FAILURE);
    expect(flow.state.phase).toBe('interrupted');
    flow.retry();
    await settled();
    expect(flow.state.phase).toBe('active');
    stage.world.pass(50);
    prove('s2');
    // The first one's time is over.
    stage.world.pass(50);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(50);
    expect(await flow).toMatchObject({ status: 'success', sessionId: 's2' });
  });
});
