import { callHandler } from '../browser/call-handler.ts';
import { claimCompletion } from '../callback/completion.ts';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { OpenConsentOptions, Prefetch } from '../model/options.ts';
import { prefetch, startFlow } from '../widget/open-consent.ts';
import { warnOfRemoval } from '../widget/warn-of-removal.ts';
import { followNewest } from './follow-newest.ts';

export const IDLE: FlowState = { phase: 'idle' };

/** Holds the flows of one component, from its first render to its last. */
export interface Control {
  /** The functions that the hook returns. They are the same at every render. */
  readonly verbs: { open(): void; cancel(): void; focus(): void; reopen(): void; retry(): void };
  /** Sets the options, at each committed render. */
  use(options: OpenConsentOptions): void;
  /** Marks the component as absent: between two renders for a moment, or for good. */
  rest(): void;
  /**
   * Called when the component has mounted: from now on it gets outcomes that come back to the page. Returns a function
   * for unmounting, which ends the running flow without calling a callback.
   */
  enter(): () => void;
  /** Starts to mint the session of the next press ahead. Returns a function that stops it. */
  expect(when: Prefetch | null | undefined, button: Element | null): (() => void) | undefined;
}

/** @param show called with every state of the flow, and with `idle` when the component has unmounted. */
export function createControl(show: (state: FlowState) => void): Control {
  let options: OpenConsentOptions;
  let resting = true;
  let flow: ConsentFlow | undefined;
  let silence = () => {};

  const start = () => {
    let muted = false;
    flow?.cancel(); // it has ended, but its panel may still be open
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
    // The callback of a flow that has already ended may still be queued, and must run.
    if (flow.state.phase !== 'settled') {
      silence();
      warnOfRemoval('the component');
    }
    flow.cancel();
    flow = undefined;
    show(IDLE);
  }
}
