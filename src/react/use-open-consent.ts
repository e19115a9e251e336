import { useEffect, useInsertionEffect, useState } from 'react';
import type { CompletionHandlers } from '../callback/complete-consent.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { OpenConsentOptions, OutcomeHandlers, Prefetch } from '../model/options.ts';
import type { ConsentOutcome, Returned } from '../model/outcome.ts';
import { createControl, IDLE } from './control.ts';

/**
 * The options of {@link useOpenConsent}: those of `openConsent()`, and `prefetch`. The callbacks also get `state` and
 * `returnUrl` when an outcome comes back by redirect.
 */
export type ConsentHookOptions<State = unknown> = Omit<OpenConsentOptions, keyof OutcomeHandlers> &
  CompletionHandlers<State> & {
    /**
     * When to request the session ahead of the next press. `hover`: when the pointer or the focus moves to the button.
     * `visible`: also when the button comes into view. `idle`: also when the browser is idle. Default: only at the
     * press. Each session is minted at the platform, even if it is never used. The button needs the hook's `ref`.
     */
    prefetch?: Prefetch | null | undefined;
  };

/** The result of {@link useOpenConsent}. The functions are the same at every render. */
export interface ConsentHook<State = unknown> {
  /**
   * Starts a flow. If one is already running, brings it to the front. Call it inside the click: `onClick={open}`.
   *
   * @throws ConsentError `invalid_option`, or `invalid_auth_url` for a session that you pass as a value.
   */
  open(): void;
  /** Ends the running flow, with the reason `aborted`. */
  cancel(): void;
  /** Brings the window to the front, or focuses the frame. */
  focus(): void;
  /**
   * Opens a new window for the same session, if the flow is `blocked`, `detached` or `stalled`. Call it inside a click.
   */
  reopen(): void;
  /** Requests a new session and continues the flow, if it is `interrupted`. Call it inside a click. */
  retry(): void;
  /** The ref of your button, needed for `prefetch`: `<button ref={ref} onClick={open}>`. */
  ref(element: Element | null): void;
  /** The state of the flow. `idle` before the first press. */
  readonly state: FlowState;
  /** The outcome, from the end of a flow until the next press. */
  readonly outcome: (ConsentOutcome & Returned<State>) | undefined;
}

/**
 * `openConsent()` as a hook for React 18 and 19:
 * `const { open, state, outcome } = useOpenConsent({ session, ... })`.
 *
 * You can write the options inline. The hook calls `session`, `getStatus` and the callbacks of the newest render, and
 * reads all other options at the press. When the component unmounts, its flow ends and no callback is called.
 *
 * The hook also gets an outcome that comes back by redirect, in `outcome` and by the same callbacks, with `state` and
 * `returnUrl`. If several mounted components use the hook, the one that mounted last gets it. A `completeConsent()`
 * with handlers takes precedence.
 *
 * @typeParam State - The type of the option `state`. All code of your origin can write to the storage that holds it, so
 * check it before you rely on it.
 */
export function useOpenConsent<State = unknown>({
  prefetch,
  ...options
}: ConsentHookOptions<State>): ConsentHook<State> {
  const [state, show] = useState(IDLE);
  const [control] = useState(() => createControl(show));
  // Insertion effects run before the user can press, and only for renders that are committed. StrictMode does not run
  // them twice, unlike other effects. So their cleanup means that the component is gone.
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
