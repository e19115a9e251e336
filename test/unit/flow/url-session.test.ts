import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mint } from '../../../src/flow/mint.ts';
import { SESSION, type Stage, setStage } from '../../support/fake-flow.ts';
import { HOST, START, settled } from '../../support/fake-ports.ts';

let stage: Stage;
const fetched = vi.fn<typeof fetch>();
beforeEach(() => {
  stage = setStage();
  vi.stubGlobal('fetch', fetched.mockReset());
});
afterEach(() => void vi.unstubAllGlobals());

const answer = (body: unknown, status = 200) =>
  fetched.mockImplementation(async () => new Response(JSON.stringify(body), { status }));

const json = 'application/json';
const REQUEST = {
  method: 'POST',
  credentials: 'same-origin',
  headers: { 'content-type': json, accept: json },
};

describe('a session that is an address', () => {
  it('is asked for there, with the flow id, as JSON', async () => {
    answer(SESSION);
    await stage.start({ session: '/api/session' });
    const body = JSON.stringify({ flow_id: 'flow-1' });
    expect(fetched.mock.calls).toEqual([
      ['/api/session', { ...REQUEST, body, signal: expect.any(AbortSignal) }],
    ]);
    expect(stage.last().navigatedTo).toBe(SESSION.auth_url);
  });

  it('is asked for before the window opens, which may take a browser 100 ms', () => {
    const windows: number[] = [];
    fetched.mockImplementation(async () => {
      windows.push(stage.world.windows.length);
      return Response.json(SESSION);
    });
    stage.open({ session: '/api/session' });
    expect(windows).toEqual([0]);
    expect(stage.world.windows).toHaveLength(1);
  });

  it('is asked for again before another window opens', async () => {
    fetched.mockImplementationOnce(async () => Response.json({}, { status: 500 }));
    const flow = stage.open({ session: '/api/session' }, true);
    await settled();
    expect(flow.state.phase).toBe('interrupted');
    const windows: number[] = [];
    fetched.mockImplementation(async () => {
      windows.push(stage.world.windows.length);
      return Response.json(SESSION);
    });
    flow.retry();
    expect(windows).toEqual([1]);
    await settled();
    expect(flow.state.phase).toBe('active');
  });

  it('is not taken before the window is open, though its answer is there', async () => {
    answer(SESSION);
    let open = () => {};
    const free = new Promise<void>((resolve) => {
      open = resolve;
    });
    const taken = vi.fn();
    const asker = { id: 'flow-1', origin: HOST, options: {}, now: () => START, free };
    void mint('/api/session', asker, new AbortController().signal).then(taken);
    await settled();
    expect(fetched).toHaveBeenCalledOnce();
    expect(taken).not.toHaveBeenCalled();
    open();
    await settled();
    expect(taken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ sessionId: 's1' }));
  });

  it('whose request ends the flow opens no window', async () => {
    const life = new AbortController();
    fetched.mockImplementation(async () => {
      life.abort();
      return Response.json(SESSION);
    });
    const outcome = await stage.open({ session: '/api/session', signal: life.signal });
    expect(outcome).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(stage.world.windows).toEqual([]);
  });

  it('is given up where the window is blocked and nobody can be asked', async () => {
    answer(SESSION);
    stage.world.blocked = true;
    await stage.open({ session: '/api/session' });
    expect(fetched.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
    expect(stage.world.records.all()).toEqual([]);
  });

  it('is not waited for when the flow has ended', async () => {
    fetched.mockReturnValue(new Promise(() => {}));
    const flow = stage.open({ session: '/api/session' });
    await settled();
    flow.cancel();
    expect(fetched.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
  });

  it.each([
    [401, 'none'],
    [403, 'none'],
    [404, 'new_session'],
    [429, 'later'],
    [500, 'new_session'],
    [503, 'later'],
  ])('that answers %i can be tried again: %s', async (status, retry) => {
    answer({}, status);
    expect(await stage.open({ session: '/api/session' })).toMatchObject({
      error: { code: 'session_request_failed', message: `the server answered ${status}`, status, retry },
    });
  });

  it('is a failure with its cause, too, where a patched fetch throws at once', async () => {
    const cause = new TypeError('fetch was replaced');
    fetched.mockImplementation(() => {
      throw cause;
    });
    expect(await stage.open({ session: '/api/session' })).toMatchObject({
      error: { code: 'session_request_failed', cause },
    });
  });

  it('that cannot be reached is a failure with its cause', async () => {
    const cause = new TypeError('Failed to fetch');
    fetched.mockRejectedValue(cause);
    expect(await stage.open({ session: '/api/session' })).toMatchObject({
      error: { code: 'session_request_failed', cause },
    });
  });
});

describe('a status that is an address', () => {
  it('is asked for there, with the session id, before the user’s close is believed', async () => {
    answer({ status: 'success' });
    const [flow] = await stage.start({ getStatus: '/api/status' });
    stage.close();
    stage.world.pass(3400);
    await settled();
    expect(await flow).toMatchObject({ status: 'success' });
    const body = JSON.stringify({ session_id: 's1' });
    expect(fetched.mock.calls).toEqual([['/api/status', { ...REQUEST, body, signal: null }]]);
  });
});
