import { beforeEach, describe, expect, it } from 'vitest';
import { createFlow, handleOf } from '../../../src/flow/create-flow.ts';
import type { ConsentEvent } from '../../../src/model/consent-event.ts';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import type { OpenConsentOptions } from '../../../src/model/options.ts';
import { type FakeWorld, fakeWorld, settled } from '../../support/fake-ports.ts';

const SESSION = {
  session_id: 's-1',
  auth_url: 'https://auth.fiskil.com/?sess_id=s-1',
  expires_at: 9_999_999_999,
};
const OTP = {
  isCompleted: false,
  error: 'access_denied',
  errorType: 'CONSENT_OTP_FAILURE',
  errorID: 'err_1',
};

let world: FakeWorld;
let events: ConsentEvent[];
beforeEach(() => {
  world = fakeWorld();
  events = [];
});

async function open(options: Partial<OpenConsentOptions> = {}, interactive = true): Promise<[ConsentFlow]> {
  const all: OpenConsentOptions = {
    session: () => SESSION,
    mode: 'popup',
    onEvent: (event) => events.push(event),
    ...options,
  };
  const flow = handleOf(createFlow(all, world.ports, interactive));
  await settled();
  return [flow]; // returned bare from an async function it would be awaited
}

async function post(data: object): Promise<void> {
  world.send({ data, source: world.windows.at(-1)?.source ?? null });
  await settled();
}

const ofType = (type: ConsentEvent['type']) => events.filter((event) => event.type === type);

describe('a failure that the user may mend', () => {
  it('is told when it happens, with what a log needs', async () => {
    const [flow] = await open();
    await post(OTP);
    expect(flow.state.phase).toBe('interrupted');
    const about = { at: world.now(), mode: 'popup', sessionId: 's-1' };
    const said = { code: 'provider_error', errorType: 'CONSENT_OTP_FAILURE', errorId: 'err_1' };
    expect(ofType('interrupted')).toEqual([{ type: 'interrupted', ...said, ...about }]);
    flow.cancel();
    await settled();
    expect(ofType('settled')).toEqual([{ type: 'settled', status: 'failed', ...said, ...about }]);
  });

  it('is told where minting has failed', async () => {
    await open({ session: () => Promise.reject(new Error('offline')) });
    expect(ofType('interrupted')).toMatchObject([{ code: 'session_request_failed', mode: 'popup' }]);
  });

  it('is told once for every time that it happens', async () => {
    const [flow] = await open({ session: () => Promise.reject(new Error('offline')) });
    flow.retry();
    await settled();
    expect(ofType('interrupted')).toHaveLength(2);
  });

  it('is no such event where there is no widget: it is the end', async () => {
    await open({}, false);
    await post(OTP);
    expect(ofType('interrupted')).toEqual([]);
    expect(ofType('settled')).toMatchObject([{ code: 'provider_error', errorId: 'err_1' }]);
  });
});

it.each([
  ['https://evil.example/?token=1', 'err_1\nx'],
  ['A B', 'https://evil.example'],
  ['', ''],
  ['X'.repeat(100), 'y'.repeat(100)],
])('no event holds what is no word: %j, %j', async (errorType, errorID) => {
  await open({}, false);
  await post({ isCompleted: false, error: 'server_error', errorType, errorID });
  const [event] = ofType('settled');
  expect(event).toMatchObject({ code: 'provider_error' });
  expect(event).not.toHaveProperty('errorType');
  expect(event).not.toHaveProperty('errorId');
});

describe('a user who gives up where nothing opens', () => {
  it.each(['dismissed', 'aborted'] as const)('is cancelled with what was in the way (%s)', async (reason) => {
    world.blocked = true;
    const [flow] = await open();
    expect(flow.state.phase).toBe('blocked');
    flow.cancel(reason);
    expect(await flow).toEqual({
      status: 'cancelled',
      reason,
      mode: 'popup',
      sessionId: 's-1',
      error: expect.objectContaining({ code: 'popup_blocked', retry: 'new_session' }),
    });
    expect(ofType('settled')).toMatchObject([{ status: 'cancelled', reason, code: 'popup_blocked' }]);
  });

  it('is told of the page’s own policy, where that refuses the frame', async () => {
    const [flow] = await open({ mode: 'iframe', container: { append() {} } as unknown as Element });
    world.refuseFrame('https://auth.fiskil.com');
    flow.cancel('dismissed');
    expect(await flow).toMatchObject({ reason: 'dismissed', error: { code: 'frame_blocked' } });
  });

  it('is told of nothing where the window was open', async () => {
    const [flow] = await open();
    flow.cancel('dismissed');
    expect(await flow).not.toHaveProperty('error');
  });

  it('is told of nothing once the window has opened after all', async () => {
    world.blocked = true;
    const [flow] = await open();
    world.blocked = false;
    flow.reopen();
    flow.cancel('dismissed');
    expect(await flow).not.toHaveProperty('error');
  });
});
