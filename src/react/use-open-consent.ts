import { useEffect, useInsertionEffect, useState } from 'react';
import type { CompletionHandlers } from '../callback/complete-consent.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { OpenConsentOptions, OutcomeHandlers, Prefetch } from '../model/options.ts';
import type { ConsentOutcome, Returned } from '../model/outcome.ts';
import { createControl, IDLE } from './control.ts';

/**
 * What {@link useOpenConsent} takes: what `openConsent()` takes, callbacks that get `state` and `returnUrl` as well, and
 * `prefetch`.
 */
export type ConsentHookOptions<State = unknown> = Omit<OpenConsentOptions, keyof OutcomeHandlers> &
  CompletionHandlers<State> & {
    /**
     * Asks for the session of the next press before it: when the pointer or the focus comes to the button (`hover`), and
     * before that also when it comes into view (`visible`) or when the browser is idle. Default: only at the press. Each
     * session is minted at the platform, whether it is used or not. The button needs the hook's `ref`.
     */
    prefetch?: Prefetch | null | undefined;
  };

/** What {@link useOpenConsent} gives. The functions are the same ones at every render. */
export interface ConsentHook<State = unknown> {
  /**
   * Starts a flow, or brings the one that runs forward. Call it inside the click: `onClick={open}`.
   *
   * @throws ConsentError `invalid_option`, or `invalid_auth_url` of a session given as a value.
   */
  open(): void;
  /** Ends the flow that runs, as `aborted`. */
  cancel(): void;
  /** Brings the window or the frame forward. */
  focus(): void;
  /** Inside a click: a new window for the same session, where the first is lost, silent or was blocked. */
  reopen(): void;
  /** Inside a click, from `interrupted`: asks for a new session and goes on within the same flow. */
  retry(): void;
  /** For the button, with `prefetch`: `<button ref={ref} onClick={open}>`. */
  ref(element: Element | null): void;
  /** Where the flow stands; `idle` before the first press. */
  readonly state: FlowState;
  /** How the flow ended: from then until the next press. */
  readonly outcome: (ConsentOutcome & Returned<State>) | undefined;
}

/**
 * `openConsent()` for a component of React 18 or 19: `const { open, state, outcome } = useOpenConsent({ session, ... })`.
 *
 * Options may be written in place: of `session`, `getStatus` and the callbacks, those of the newest render are called;
 * all others are read at the press. When the component is unmounted its flow ends, and no callback is called.
 *
 * What comes back by a redirect is told as well, to one component that uses the hook: in `outcome` and by the same
 * callbacks, with `state` and `returnUrl`. A `completeConsent()` with callbacks of its own comes first.
 *
 * @typeParam State - what was given as `state`. It went through storage that all code of your origin can write: check it
 * before you rely on it.
 */
export function useOpenConsent<State = unknown>({
  prefetch,
  ...options
}: ConsentHookOptions<State>): ConsentHook<State> {
  const [state, show] = useState(IDLE);
  const [control] = useState(() => createControl(show));
  // Before anybody can press, and only for renders that come onto the page. Unlike other effects these are not run
  // twice by StrictMode, so that their end is the component's.
  useInsertionEffect(() => {
    control.use(options as OpenConsentOptions);
    return control.rest;
  });
  useEffect(control.enter, [control]);
  const [button, ref] = useState<Element | null>(null);
  useEffect(() => control.expect(prefetch, button), [control, prefetch, button]);
  const outcome = state.phase === 'settled' ? (state.outcome as ConsentOutcome & Returned<State>) : undefined;
  return { ...control.verbs, ref, state, outcome };
}
