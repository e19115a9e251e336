import { expect } from 'vitest';
import { createFlow, handleOf } from '../../src/flow/create-flow.ts';
import type { ConsentEvent } from '../../src/model/consent-event.ts';
import type { ConsentFlow } from '../../src/model/flow-state.ts';
import type { OpenConsentOptions } from '../../src/model/options.ts';
import { type FakeWindow, type FakeWorld, fakeWorld, HOST, PROVIDER, START, settled } from './fake-ports.ts';

export const SESSION: { session_id: string; auth_url: string; expires_at: number } = {
  session_id: 's1',
  auth_url: `${PROVIDER}/?sess_id=s1`,
  expires_at: START / 1000 + 600,
};
export const SUCCESS = { isCompleted: true, consentID: 'c1' };
/** A failure that a new session may mend. */
export const OTP_FAILURE = { isCompleted: false, errorType: 'CONSENT_OTP_FAILURE' };
/** As much of an element as a flow looks at. */
export const CONTAINER = { append() {} } as unknown as Element;

type Options = Partial<OpenConsentOptions>;

/** A host page with flows on it: what they told it is in `events` and `told`. */
export interface Stage {
  world: FakeWorld;
  events: ConsentEvent[];
  /** The callbacks that were called, by their names. */
  told: string[];
  /** Opens a flow in a popup, unless `options` say otherwise. `interactive`: with a UI. */
  open(options?: Options, interactive?: boolean): ConsentFlow;
  /** The same, minted and under way. In a list, since a flow returned bare would be awaited. */
  start(options?: Options, interactive?: boolean): Promise<[ConsentFlow]>;
  /** The window or frame that was opened last. */
  last(): FakeWindow;
  /** The provider's page posts a message. */
  post(data: unknown): void;
  /** The callback page in that window hands on its address. */
  relay(url: string): void;
  /** The user closes the window, which gives the focus back to the host page. */
  close(): void;
  /** A header cuts the window off: it counts as closed, but keeps the focus. */
  sever(): void;
}

export function setStage(): Stage {
  const world = fakeWorld();
  const events: ConsentEvent[] = [];
  const told: string[] = [];
  const open: Stage['open'] = (options, interactive = false) => {
    const all: OpenConsentOptions = {
      session: () => SESSION,
      mode: 'popup',
      onSuccess: () => told.push('success'),
      onCancel: () => told.push('cancel'),
      onError: () => told.push('error'),
      onEvent: (event) => events.push(event),
      ...options,
    };
    return handleOf(createFlow(all, world.ports, interactive));
  };
  const last = () => world.windows.at(-1) as FakeWindow;
  const loseWindow = () => {
    world.focused = false;
    world.pass(400);
    last().closed = true;
  };
  return {
    world,
    events,
    told,
    open,
    async start(options, interactive) {
      const flow = open(options, interactive);
      await settled();
      expect(flow.state.phase).toMatch(/^(active|redirecting)$/);
      return [flow];
    },
    last,
    post: (data) => void world.send({ data, source: last().source }),
    relay(url) {
      const data = { v: 1, type: 'open-consent.callback', url };
      world.send({ origin: HOST, source: last().source, data });
    },
    close() {
      loseWindow();
      world.focus();
    },
    sever() {
      loseWindow();
      world.pass(1400);
    },
  };
}
