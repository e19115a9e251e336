import { callHandler } from '../browser/call-handler.ts';
import { claimCompletion } from '../callback/completion.ts';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { OpenConsentOptions, Prefetch } from '../model/options.ts';
import { prefetch, startFlow } from '../widget/open-consent.ts';
import { warnOfRemoval } from '../widget/warn-of-removal.ts';
import { followNewest } from './follow-newest.ts';

export const IDLE: FlowState = { phase: 'idle' };

/** What a component holds of its flows, from its first render to its last. */
export interface Control {
  /** What the component does with its flow: the same functions at every render. */
  readonly verbs: { open(): void; cancel(): void; focus(): void; reopen(): void; retry(): void };
  /** Takes the options of the newest render that has come onto the page. */
  use(options: OpenConsentOptions): void;
  /** Nobody is there: for the moment between two renders, or for good. */
  rest(): void;
  /**
   * The component is on the page: it hears of what comes back to it. Returns the way to leave, which ends the flow that
   * runs, and nobody is told.
   */
  enter(): () => void;
  /** Has the session of the next press minted ahead from now on. Returns the way to stop. */
  expect(when: Prefetch | null | undefined, button: Element | null): (() => void) | undefined;
}

/** @param show told of every state of the flow, and of `idle` once it was left. */
export function createControl(show: (state: FlowState) => void): Control {
  let options: OpenConsentOptions;
  let resting = true;
  let flow: ConsentFlow | undefined;
  let silence = () => {};

  const start = () => {
    let muted = false;
    flow?.cancel(); // it has ended, but its panel may still be up
    const opened = startFlow(
      followNewest(options, (name) => (muted || (resting && name === 'onEvent') ? undefined : options[name])),
      show,
    );
    const unsubscribe = opened.subscribe(show);
    flow = opened;
    silence = () => {
      muted = true;
      unsubscribe();
    };
    show(opened.state);
  };

  return {
    verbs: {
      open() {
        if (flow && flow.state.phase !== 'settled') flow.focus();
        else if (!resting) start();
      },
      cancel: () => flow?.cancel(),
      focus: () => flow?.focus(),
      reopen: () => flow?.reopen(),
      retry: () => flow?.retry(),
    },
    use(newest) {
      options = newest;
      resting = false;
    },
    rest() {
      resting = true;
    },
    enter() {
      const standBack = claimCompletion(window, {
        rank: 1,
        tell({ outcome, ...returned }) {
          const whole = { ...outcome, ...returned };
          callHandler(options, whole);
          if (!flow) show({ phase: 'settled', outcome: whole });
        },
      });
      return () => {
        standBack();
        leave();
      };
    },
    expect: (when, button) =>
      when ? prefetch(button, when, () => !resting && { ...options, of: show, flow }) : undefined,
  };

  function leave(): void {
    if (!flow) return;
    // One that has ended may have its callback on the way: that is due.
    if (flow.state.phase !== 'settled') {
      silence();
      warnOfRemoval('the component');
    }
    flow.cancel();
    flow = undefined;
    show(IDLE);
  }
}
