import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import type { OpenConsentOptions, SessionContext } from '../../../src/model/options.ts';
import { type Ahead, TOOLS, withAhead } from '../../../src/widget/ahead.ts';
import { createAhead, mintAhead } from '../../../src/widget/mint-ahead.ts';
import { SESSION, type Stage, setStage } from '../../support/fake-flow.ts';
import { settled } from '../../support/fake-ports.ts';

let stage: Stage;
let page: EventTarget;
let ahead: Ahead;
beforeEach(() => {
  stage = setStage();
  page = new EventTarget();
  ahead = createAhead(page as Window, TOOLS, stage.world.ports);
});

/** An integrator's `session`, which answers when the test says so. */
function source() {
  const asked: (SessionContext & { answer(json: unknown): Promise<void> })[] = [];
  const session = (context: SessionContext) =>
    new Promise<never>((resolve) => {
      const answer = (json: unknown) => {
        resolve(json as never);
        return settled();
      };
      asked.push({ ...context, answer });
    });
  return { session, asked };
}

const fresh = (more: object = {}) => ({ ...SESSION, expires_at: stage.world.now() / 1000 + 600, ...more });

/** Asks for the session, and has it come. */
async function mint(session = source(), json: object = fresh()) {
  ahead.ask({ session: session.session }, false);
  await settled();
  await session.asked.at(-1)?.answer(json);
  return session;
}

/** A press of a button whose options these are. The flow is in a list, since it would be awaited bare. */
async function press(options: OpenConsentOptions): Promise<[ConsentFlow]> {
  const session = ahead.take(options);
  const flow = stage.open(session ? { ...options, session } : options);
  await settled();
  return [flow];
}

describe('a session that was minted ahead', () => {
  it('opens at the press, and nothing is asked for', async () => {
    const { session, asked } = await mint();
    const [flow] = await press({ session, mode: 'popup' });
    expect(asked).toHaveLength(1);
    expect(stage.last().navigatedTo).toBe(SESSION.auth_url);
    expect(flow.state.phase).toBe('active');
  });

  it('has the window open at the provider', async () => {
    const { session } = await mint();
    await press({ session, mode: 'popup' });
    expect(stage.last().openedAt).toBe(SESSION.auth_url);
  });

  it('that is still on its way has the window open blank', async () => {
    const minting = source();
    ahead.ask({ session: minting.session }, false);
    await settled();
    await press({ session: minting.session, mode: 'popup' });
    expect(stage.last().openedAt).toBeUndefined();
    await minting.asked[0]?.answer(fresh());
    expect(stage.last().navigatedTo).toBe(SESSION.auth_url);
  });

  it('from an origin that the flow does not allow opens blank, and the flow says what is wrong', async () => {
    const { session } = await mint();
    const allowedOrigins = ['https://auth.example'];
    const [flow] = await press({ session, mode: 'popup', allowedOrigins });
    expect(stage.last().openedAt).toBeUndefined();
    expect(await flow).toMatchObject({ error: { code: 'invalid_auth_url' } });
  });

  it('is used once: "Start again" has its window open blank', async () => {
    const { session, asked } = await mint();
    const source = ahead.take({ session });
    const flow = stage.open({ session: source as typeof session, mode: 'popup' }, true);
    await settled();
    stage.post({ isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' });
    await settled();
    flow.retry();
    expect(stage.last().openedAt).toBeUndefined();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('is asked for once, however often a press looks likely', async () => {
    const { session, asked } = await mint();
    ahead.ask({ session }, false);
    ahead.ask({ session }, true);
    await settled();
    expect(asked).toHaveLength(1);
  });

  it('is used once: the second press mints anew', async () => {
    const { session, asked } = await mint();
    await press({ session });
    await press({ session });
    expect(asked).toHaveLength(2);
    ahead.ask({ session }, false);
    await settled();
    expect(asked).toHaveLength(3);
  });

  it('names its flow by the id that it was asked for with', async () => {
    const minting = source();
    ahead.ask({ session: minting.session }, false);
    await settled();
    const { flowId, answer } = minting.asked[0] as (typeof minting.asked)[0];
    expect(flowId).toMatch(/^flow-/);
    const named = 'a-name-of-22-letters-1';
    await answer(fresh({ flow_id: named }));
    await press({ session: minting.session, mode: 'popup' });
    expect(stage.last().flowId).toBe(named);
    expect(stage.world.records.read(named)).toMatchObject({ named: true });
  });

  it('is written down at the press, and not before', async () => {
    const { session } = await mint();
    expect(stage.world.records.all()).toEqual([]);
    await press({ session, mode: 'popup' });
    expect(stage.world.records.all()).toHaveLength(1);
  });

  it.each([
    ['until two minutes before it expires', 600, 480],
    ['for half its life where that is short', 60, 30],
  ])('is kept %s', async (_, life, kept) => {
    const { now, freeze } = stage.world;
    const minting = await mint(source(), fresh({ expires_at: now() / 1000 + life }));
    freeze(kept * 1000 - 1);
    ahead.ask({ session: minting.session }, false);
    await settled();
    expect(minting.asked).toHaveLength(1);
    expect(ahead.take({ session: minting.session })).toBeDefined();
    await mint(minting, fresh({ expires_at: now() / 1000 + life }));
    freeze(kept * 1000);
    expect(ahead.take({ session: minting.session })).toBeUndefined();
    ahead.ask({ session: minting.session }, false);
    await settled();
    expect(minting.asked).toHaveLength(3);
  });

  it('expires when it would have, by the clock that it was made by', async () => {
    const { now } = stage.world;
    const date = new Date(now() + 100_000).toUTCString();
    const json = fresh({ expires_at: now() / 1000 + 700 });
    const session = () => Response.json(json, { headers: { date } });
    ahead.ask({ session }, false);
    await settled();
    stage.world.freeze(300_000);
    const [flow] = await press({ session, mode: 'popup' });
    stage.world.pass(299_000);
    expect(flow.state.phase).toBe('active');
    stage.world.pass(3000);
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
  });

  it('is checked by the options of the press', async () => {
    const { session } = await mint();
    const [flow] = await press({ session, allowedOrigins: ['https://auth.example'] });
    expect(await flow).toMatchObject({ error: { code: 'invalid_auth_url' } });
  });

  it('is asked for anew by a retry', async () => {
    const { session, asked } = await mint();
    const taken = ahead.take({ session }) as typeof session;
    const context = { signal: new AbortController().signal, flowId: 'flow' };
    expect(await taken(context)).toMatchObject({ session_id: SESSION.session_id });
    void taken(context);
    await settled();
    expect(asked).toHaveLength(2);
  });
});

describe('a request that is still on its way at the press', () => {
  it('is waited for, and not doubled', async () => {
    const { session, asked } = source();
    ahead.ask({ session }, false);
    const [flow] = await press({ session, mode: 'popup' });
    expect(flow.state.phase).toBe('preparing');
    await asked[0]?.answer(fresh());
    expect(flow.state.phase).toBe('active');
    expect(asked).toHaveLength(1);
  });

  it('is called off with the flow', async () => {
    const { session, asked } = source();
    ahead.ask({ session }, false);
    const [flow] = await press({ session });
    flow.cancel();
    await settled();
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[0]?.answer(fresh());
    expect(asked).toHaveLength(1);
  });

  it('is the flow’s from then on, and no page that is left calls it off', async () => {
    const { session, asked } = source();
    ahead.ask({ session }, false);
    await press({ session });
    page.dispatchEvent(new Event('pagehide'));
    expect(asked[0]?.signal.aborted).toBe(false);
  });

  it('is given up after half a minute', async () => {
    const { session, asked } = source();
    ahead.ask({ session }, false);
    await settled();
    stage.world.freeze(30_000);
    await press({ session });
    expect(asked).toHaveLength(2);
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});

describe('a request that fails', () => {
  it.each([
    ['by an error', () => Promise.reject(new Error('offline'))],
    ['by its status', () => new Response('no', { status: 500 })],
    ['by its shape', () => ({}) as never],
    ['by its address', () => fresh({ auth_url: 'https://elsewhere.example' })],
  ])('%s is not told, and the press asks anew', async (_, failing) => {
    const answers = [failing, () => fresh()];
    const session = vi.fn(() => answers.shift()?.() as never);
    ahead.ask({ session }, false);
    await settled();
    const [flow] = await press({ session, mode: 'popup' });
    expect(flow.state.phase).toBe('active');
    expect(session).toHaveBeenCalledTimes(2);
    expect(stage.world.reported).toEqual([]);
  });

  it('after the press has the flow ask anew', async () => {
    const { session, asked } = source();
    ahead.ask({ session }, false);
    const [flow] = await press({ session, mode: 'popup' });
    await asked[0]?.answer('nothing');
    expect(asked).toHaveLength(2);
    await asked[1]?.answer(fresh());
    expect(flow.state.phase).toBe('active');
  });

  it.each([
    ['fails', {}],
    ['has expired when it comes', { ...SESSION, expires_at: 1 }],
  ])('is not repeated within half a minute where it %s', async (_, json) => {
    const { session, asked } = await mint(source(), json);
    stage.world.freeze(29_000);
    ahead.ask({ session }, false);
    await settled();
    expect(asked).toHaveLength(1);
    stage.world.freeze(1000);
    ahead.ask({ session }, false);
    await settled();
    expect(asked).toHaveLength(2);
  });
});

describe('one session at a time', () => {
  it('is held: a request for another one takes its place, and calls the first off', async () => {
    const [one, two] = [source(), source()];
    ahead.ask({ session: one.session }, false);
    await settled();
    ahead.ask({ session: two.session }, false);
    await settled();
    expect(one.asked[0]?.signal.aborted).toBe(true);
    expect(ahead.take({ session: one.session })).toBeUndefined();
    expect(ahead.take({ session: two.session })).toBeDefined();
  });

  it('stays held where the other request yields', async () => {
    const [one, two] = [source(), source()];
    ahead.ask({ session: one.session }, false);
    ahead.ask({ session: two.session }, true);
    await settled();
    expect(two.asked).toHaveLength(0);
    expect(ahead.take({ session: one.session })).toBeDefined();
  });

  it('is not another user’s: a change of the key throws it away', async () => {
    const { session, asked } = source();
    ahead.ask({ session, key: 'user-1' }, false);
    await settled();
    ahead.ask({ session, key: 'user-2' }, true);
    await settled();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(ahead.take({ session, key: 'user-3' })).toBeUndefined();
    expect(ahead.take({ session, key: 'user-2' })).toBeUndefined();
    expect(asked[1]?.signal.aborted).toBe(true);
  });

  it('is thrown away when the page is left', async () => {
    const { session, asked } = source();
    ahead.ask({ session }, false);
    await settled();
    page.dispatchEvent(new Event('pagehide'));
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(ahead.take({ session })).toBeUndefined();
  });

  it('is shared by all who ask the same address, and a component’s functions count as one', async () => {
    const fetched = vi.fn(async () => Response.json(fresh()));
    vi.stubGlobal('fetch', fetched);
    ahead.ask({ session: '/session', of: 'one component' }, false);
    ahead.ask({ session: '/session', of: 'another' }, false);
    await settled();
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(ahead.take({ session: '/session' })).toBeDefined();
    ahead.ask({ session: source().session, of: 'a component' }, false);
    expect(ahead.take({ session: source().session, of: 'a component' })).toBeDefined();
  });
});

describe('mintAhead()', () => {
  beforeEach(() => {
    vi.stubGlobal('window', Object.assign(new EventTarget(), { origin: 'https://app.example' }));
    vi.stubGlobal('navigator', {});
    const own = { ...TOOLS, page: () => stage.world.ports };
    ask = (session: unknown) => mintAhead({ session } as never, own);
  });
  let ask: (session: unknown) => void;

  it('serves the next press with the same session', async () => {
    const { session, asked } = source();
    ask(session);
    await settled();
    expect(asked).toHaveLength(1);
    const options = { session };
    expect(withAhead(options, undefined).session).not.toBe(session);
    expect(withAhead(options, undefined)).toBe(options);
  });

  it('asks for nothing where the user saves data', async () => {
    vi.stubGlobal('navigator', { connection: { saveData: true } });
    const { session, asked } = source();
    ask(session);
    await settled();
    expect(asked).toHaveLength(0);
  });

  it('asks for nothing while a flow runs', async () => {
    const page = TOOLS.pageState<object>(window, 'starting', () => ({}));
    Object.assign(page, { starting: { state: { phase: 'active' } } });
    const { session, asked } = source();
    ask(session);
    await settled();
    Object.assign(page, { starting: { state: { phase: 'settled', outcome: { status: 'cancelled' } } } });
    expect(asked).toHaveLength(0);
    ask(session);
    await settled();
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['runs', { phase: 'active' }],
    ['has ended in a success', { phase: 'settled', outcome: { status: 'success' } }],
  ])('asks for nothing where the component’s own flow %s', async (_, state) => {
    const { session, asked } = source();
    mintAhead({ session, flow: { state } } as never, { ...TOOLS, page: () => stage.world.ports });
    await settled();
    expect(asked).toHaveLength(0);
  });

  it.each([[SESSION], [undefined], [7]])('has nothing to ask where the session is %o', (session) => {
    ask(session);
    expect(withAhead({ session } as never, undefined)).toEqual({ session });
  });
});

afterEach(() => vi.unstubAllGlobals());
