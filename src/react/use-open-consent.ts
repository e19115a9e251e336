import { useEffect, useInsertionEffect, useState } from 'react';
import type { FlowState } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { createControl, IDLE } from './control.ts';

/** What {@link useOpenConsent} gives. The functions are the same ones at every render. */
export interface ConsentHook {
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
  /** Where the flow stands; `idle` before the first press. */
  readonly state: FlowState;
  /** How the flow ended: from then until the next press. */
  readonly outcome: ConsentOutcome | undefined;
}

/**
 * `openConsent()` for a component of React 18 or 19: `const { open, state, outcome } = useOpenConsent({ session, ... })`.
 *
 * Options may be written in place: of `session`, `getStatus` and the callbacks, those of the newest render are called;
 * all others are read at the press. When the component is unmounted its flow ends, and no callback is called. What
 * comes back by a redirect comes back to another page load: give the same callbacks to `completeConsent()`, once, at
 * the start of the app.
 */
export function useOpenConsent(options: OpenConsentOptions): ConsentHook {
  const [state, show] = useState(IDLE);
  const [control] = useState(() => createControl(show));
  // Before anybody can press, and only for renders that come onto the page. Unlike other effects these are not run
  // twice by StrictMode, so that their end is the component's.
  useInsertionEffect(() => {
    control.use(options);
    return control.rest;
  });
  useEffect(() => control.leave, [control]);
  return { ...control.verbs, state, outcome: state.phase === 'settled' ? state.outcome : undefined };
}
