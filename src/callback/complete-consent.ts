import { callHandler } from '../browser/call-handler.ts';
import { ConsentError } from '../model/consent-error.ts';
import type {
  ConsentCancelled,
  ConsentFailed,
  ConsentOutcome,
  ConsentSuccess,
  Returned,
} from '../model/outcome.ts';
import type { Refusal } from './arrive.ts';
import { arrivalOf, claimCompletion } from './completion.ts';
import type { Told } from './take.ts';

/** What `completeConsent()` found on this page. */
export type CallbackResult<State = unknown> =
  /** This page ran in a popup or a frame. The page that waits has the result. */
  | { handled: 'relayed' }
  /**
   * A flow ended on this page. Or the callback cannot end a flow here: then `outcome.error.code` is `session_used`,
   * `session_mismatch` or `unverified_callback`, and no handler was called.
   */
  | ({ handled: 'outcome'; outcome: ConsentOutcome } & Returned<State>)
  /** This page has no callback to complete. The address is unchanged. */
  | { handled: 'none' };

/** Callbacks for the outcome of a flow that comes back to this page. Exactly one is called, once. */
export interface CompletionHandlers<State = unknown> {
  onSuccess?: ((outcome: ConsentSuccess & Returned<State>) => void) | undefined;
  onCancel?: ((outcome: ConsentCancelled & Returned<State>) => void) | undefined;
  onError?: ((outcome: ConsentFailed & Returned<State>) => void) | undefined;
}

const SAYS: Readonly<Record<Refusal, string>> = {
  session_used: 'this flow has ended before',
  session_mismatch: 'the callback names another auth session',
  unverified_callback: 'this browser knows nothing of the flow: it may have begun in another one',
};

/**
 * Completes a consent that has come back to this page: by redirect, in a popup, in a frame, in another tab, or to a
 * page that was reloaded while its window was open. Call it once, at start, on the callback page and on every page that
 * launches.
 *
 * Each outcome is delivered once. If several calls wait for it, the newest call with handlers gets it. If no call
 * waits, the next one gets it. Every other call gets `none`. On a server it does nothing. It never rejects.
 *
 * @typeParam State - The type of the `state` option of `openConsent()`. All code of your origin can write to the
 * storage that holds it, so check it before you rely on it.
 */
export async function completeConsent<State = unknown>(
  handlers: CompletionHandlers<State> = {},
): Promise<CallbackResult<State>> {
  if (typeof window === 'undefined') return { handled: 'none' };
  const hears = Object.keys(handlers).length > 0;
  const heard: Told[] = [];
  const stop = claimCompletion(window, {
    rank: hears ? 2 : 0,
    tell(told) {
      heard.push(told);
      const { outcome, ...returned } = told;
      callHandler(handlers as CompletionHandlers, { ...outcome, ...returned });
    },
  });
  const arrival = await arrivalOf(window);
  if (!hears) stop();
  const [told] = heard;
  if (told) return { handled: 'outcome', ...told } as CallbackResult<State>;
  if (arrival.handled === 'refused') return { handled: 'outcome', outcome: refusal(arrival.why) };
  return { handled: arrival.handled === 'relayed' ? 'relayed' : 'none' };
}

/** The outcome of a refused callback. No handler is called, because the flow belongs to another page or browser. */
function refusal(why: Refusal): ConsentOutcome {
  return { status: 'failed', error: new ConsentError(why, SAYS[why]), mode: 'redirect' };
}
