import { beforeEach, describe, expect, it, vi } from 'vitest';
import { oneAtATime } from '../../../src/flow/one-at-a-time.ts';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import type { OpenConsentOptions } from '../../../src/model/options.ts';
import { CONTAINER } from '../../support/fake-flow.ts';
import { settled } from '../../support/fake-ports.ts';

type Options = Pick<OpenConsentOptions, 'mode' | 'container'>;

interface Pressed {
  flow: ConsentFlow;
  focus: ReturnType<typeof vi.fn>;
  enter(phase: 'preparing' | 'active' | 'settled'): void;
  finish(): Promise<void>;
}

let now: number;
let win: Window;
let flows: Pressed[];
beforeEach(() => {
  now = 0;
  win = { performance: { now: () => now } } as unknown as Window;
  flows = [];
});

/** A flow that is preparing, as far as a second press looks at it. */
function start(): ConsentFlow {
  const state = { phase: 'preparing' };
  const focus = vi.fn();
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const flow = { state, focus, finished } as unknown as ConsentFlow;
  flows.push({
    flow,
    focus,
    enter: (phase) => Object.assign(state, { phase }),
    finish() {
      state.phase = 'settled';
      finish();
      return settled();
    },
  });
  return flow;
}

const press = (options: Options = { mode: 'popup' }) => oneAtATime(win, options, start);
const nth = (number: number) => flows[number] as Pressed;

describe('a second press', () => {
  it('is the first one as long as that is preparing: its window comes forward', () => {
    const first = press();
    now = 30_000;
    expect(press()).toBe(first);
    expect(nth(0).focus).toHaveBeenCalledOnce();
    expect(flows).toHaveLength(1);
  });

  it('is the first one where it is the second half of a double click', () => {
    const first = press();
    nth(0).enter('active');
    now = 499;
    expect(press()).toBe(first);
  });

  it('is another one later', () => {
    press();
    nth(0).enter('active');
    now = 500;
    expect(press()).toBe(nth(1).flow);
    expect(nth(0).focus).not.toHaveBeenCalled();
  });

  it('is another one once the first has ended, however soon', () => {
    press();
    nth(0).enter('settled');
    expect(press()).toBe(nth(1).flow);
  });

  it.each([
    ['for a popup, whatever container there is', { mode: 'popup', container: CONTAINER }],
    ['for a frame in the dialog', { mode: 'iframe' }],
    ['for the mode that fits', {}],
  ] as const)('is the first one %s', (_, options) => {
    press(options);
    press(options);
    expect(flows).toHaveLength(1);
  });

  it('is another one for a frame in a place of its own', () => {
    press({ mode: 'iframe', container: CONTAINER });
    press({ mode: 'iframe', container: CONTAINER });
    press();
    expect(flows).toHaveLength(3);
  });

  it('on another page is another one', () => {
    press();
    const { performance } = win;
    oneAtATime({ performance } as Window, { mode: 'popup' }, start);
    expect(flows).toHaveLength(2);
  });

  it('with no options at all reaches who can say what is wrong', () => {
    const wrong = () => {
      throw new Error('session: expected');
    };
    expect(() => oneAtATime(win, undefined as never, wrong)).toThrow('session: expected');
  });
});

describe('a flow that has ended', () => {
  const kept = () => JSON.stringify(Reflect.get(win, Symbol.for('open-consent')));

  it('is held no longer', async () => {
    press();
    await nth(0).finish();
    expect(kept()).toBe('{"starting":{"until":500}}');
  });

  it('does not make the page forget the one that has begun since', async () => {
    press();
    nth(0).enter('active');
    now = 600;
    const second = press();
    await nth(0).finish();
    expect(press()).toBe(second);
  });
});
