import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTAINER, SESSION, type Stage, SUCCESS, setStage } from '../../support/fake-flow.ts';
import { START, settled } from '../../support/fake-ports.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});
afterEach(() => vi.restoreAllMocks());

describe('a mistake in the call throws', () => {
  it('names the container that iframe mode needs without the dialog', () => {
    expect(() => stage.open({ mode: 'iframe' })).toThrow(
      'container takes an element, in iframe mode without the dialog',
    );
  });

  it('says what is wrong with a session that is given as a value', () => {
    const session = { ...SESSION, session_id: '' };
    expect(() => stage.open({ session })).toThrow(
      expect.objectContaining({
        code: 'invalid_option',
        message: 'session takes an auth session: session_id must be a non-empty string',
      }),
    );
    expect(stage.world.windows).toEqual([]);
  });

  it('gives the reason for an auth_url that is refused', () => {
    const session = { ...SESSION, auth_url: 'https://evil.example/' };
    expect(() => stage.open({ session })).toThrow(
      expect.objectContaining({ code: 'invalid_auth_url', message: expect.stringContaining('evil.example') }),
    );
  });
});

describe('an option that does not exist', () => {
  const options: object = { onSucces: () => {} };

  it('is told to a developer on loopback, after the window', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    stage.world.origin = 'http://localhost:3000';
    stage.open(options);
    expect(warn).not.toHaveBeenCalled();
    await settled();
    expect(warn.mock.calls).toEqual([['open-consent: there is no option "onSucces"']]);
  });

  it('is told to nobody elsewhere', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    stage.open(options);
    await settled();
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('the launch mode', () => {
  const TOUCH = '(pointer: coarse), (display-mode: standalone)';

  it.each([
    [undefined, false, 'popup'],
    ['auto', false, 'popup'],
    [undefined, true, 'redirect'],
    ['auto', true, 'redirect'],
  ] as const)('%s, where a redirect is better: %s, is %s', (mode, coarse, chosen) => {
    stage.world.coarse = coarse;
    stage.open({ mode });
    expect(stage.last().mode).toBe(chosen);
    expect(stage.world.queries).toEqual([TOUCH]);
  });

  it.each(['popup', 'redirect', 'iframe'] as const)('%s is taken as it is asked for', (mode) => {
    stage.world.coarse = mode !== 'redirect';
    stage.open({ mode, container: CONTAINER });
    expect(stage.last().mode).toBe(mode);
    expect(stage.world.queries).toEqual([]);
  });
});

describe('a flow that has just started', () => {
  it('is preparing, with its window open', () => {
    expect(stage.open().state).toEqual({ phase: 'preparing' });
    expect(stage.world.windows).toHaveLength(1);
  });

  it('opens its window where there are no other options than a session', async () => {
    const flow = stage.open({ onSuccess: undefined, onEvent: undefined, signal: undefined });
    await settled();
    stage.post(SUCCESS);
    expect(await flow).toMatchObject({ status: 'success' });
  });

  it('on a page without an origin of its own opens nothing, and says why', async () => {
    stage.world.origin = 'null';
    expect(await stage.open()).toMatchObject({
      status: 'failed',
      error: {
        code: 'unsupported_context',
        message: 'this page has no origin of its own: nothing could come back',
      },
    });
    expect(stage.world.windows).toEqual([]);
  });
});

describe('where the window opens', () => {
  it('is at the provider, for a session that is given as a value', () => {
    stage.open({ session: SESSION });
    expect(stage.last().openedAt).toBe(SESSION.auth_url);
  });

  it('is at the provider, for a session that is held ready', () => {
    stage.open({ session: Object.assign(() => SESSION, { held: () => SESSION }) });
    expect(stage.last().openedAt).toBe(SESSION.auth_url);
  });

  it('is nowhere for a session that has yet to come', () => {
    stage.open();
    expect(stage.last().openedAt).toBeUndefined();
  });

  it('is nowhere for a session that has expired', async () => {
    const flow = stage.open({ session: { ...SESSION, expires_at: START / 1000 } });
    expect(stage.last().openedAt).toBeUndefined();
    expect(await flow).toMatchObject({ error: { code: 'session_expired' } });
  });

  it('is nowhere in another site’s frame, where a webview might send the page at the top away', async () => {
    Object.assign(stage.world, { framed: true, foreignTop: true });
    stage.open({ session: SESSION });
    await settled();
    expect(stage.last()).toMatchObject({ openedAt: undefined, navigatedTo: SESSION.auth_url });
  });

  it('is at the provider when it is opened again', async () => {
    stage.world.blocked = true;
    const flow = stage.open({}, true);
    await settled();
    stage.world.blocked = false;
    flow.reopen();
    expect(stage.last().openedAt).toBe(SESSION.auth_url);
  });
});

describe('an abort signal', () => {
  it('cancels the flow with the reason aborted, and is let go', async () => {
    const life = new AbortController();
    const [flow] = await stage.start({ signal: life.signal });
    expect(getEventListeners(life.signal, 'abort')).toHaveLength(1);
    life.abort();
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(stage.last().closedByFlow).toBe(true);
    expect(getEventListeners(life.signal, 'abort')).toHaveLength(0);
  });

  it('is let go by a flow that has ended otherwise', async () => {
    const life = new AbortController();
    const [flow] = await stage.start({ signal: life.signal });
    stage.post(SUCCESS);
    await flow;
    expect(getEventListeners(life.signal, 'abort')).toHaveLength(0);
  });

  it('that is aborted already ends the flow before it mints', async () => {
    const session = vi.fn(() => SESSION);
    expect(await stage.open({ session, signal: AbortSignal.abort() })).toMatchObject({ reason: 'aborted' });
    await settled();
    expect(session).not.toHaveBeenCalled();
    expect(stage.world.held()).toBe(0);
  });
});
