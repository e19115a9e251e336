import { type Marker, readMarker, removeMarker } from '../browser/marker.ts';
import { browserPage } from '../browser/page.ts';
import { pageState } from '../browser/page-state.ts';
import { type Parcel, takeParcel } from '../browser/parcel.ts';
import { wasReached } from '../browser/pending.ts';
import { openRecords } from '../browser/records.ts';
import { isFramed } from '../browser/relay.ts';
import { browserStore } from '../browser/store.ts';
import { callHandler } from '../flow/handlers.ts';
import type { OutcomeHandlers } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { handleCallback } from './handle-callback.ts';
import { outcomeOf } from './outcome-of.ts';
import { watchPending } from './pending.ts';
import type { Verdict } from './verify.ts';

/** What `completeConsent()` found on this page. */
export type CallbackResult =
  /** This page ran in a popup or a frame: the result was delivered to the flow that waits. */
  | { handled: 'relayed' }
  /** This page is where it ends. `state` is what `openConsent()` was given before the redirect. */
  | { handled: 'outcome'; outcome: ConsentOutcome; state?: unknown }
  /** No callback of ours here; the address was not touched. */
  | { handled: 'none' };

/**
 * Picks up a consent that came back to this page: by redirect, in a popup, in a frame, or to a host page that was
 * reloaded while its window was open. Call it once, at start, on the callback page and on every page that launches.
 *
 * Idempotent per page load: every call gets the same result, and the handlers of the first call that brings any are
 * called. Does nothing on a server. Never rejects.
 */
export function completeConsent(handlers: OutcomeHandlers = {}): Promise<CallbackResult> {
  if (typeof window === 'undefined') return Promise.resolve({ handled: 'none' });
  const completion = completionOf(window);
  completion.join(handlers);
  return completion.result;
}

/** Calls `listener` with what comes back to this page, whoever else hears it too. */
export function observeCompletion(win: Window, listener: (outcome: ConsentOutcome) => void): void {
  completionOf(win).observe(listener);
}

interface Completion {
  result: Promise<CallbackResult>;
  observe(listener: (outcome: ConsentOutcome) => void): void;
  join(handlers: OutcomeHandlers): void;
}

function completionOf(win: Window): Completion {
  return pageState(win, 'completion', () => startCompletion(win));
}

function startCompletion(win: Window): Completion {
  const page = browserPage(win);
  const listeners: ((outcome: ConsentOutcome) => void)[] = [];
  let told: ConsentOutcome | undefined;
  let joined = false;
  const tell = (outcome: ConsentOutcome) => {
    told = outcome;
    for (const listener of listeners) page.call(listener, outcome);
  };
  const observe = (listener: (outcome: ConsentOutcome) => void) => {
    listeners.push(listener);
    const outcome = told;
    if (outcome) queueMicrotask(() => page.call(listener, outcome));
  };
  const result = complete(win, tell);
  void result.then((found) => found.handled === 'outcome' && tell(found.outcome));
  return {
    result,
    observe,
    join(handlers) {
      if (joined || Object.keys(handlers).length === 0) return;
      joined = true;
      observe((outcome) => callHandler(handlers, outcome, page));
    },
  };
}

async function complete(win: Window, tell: (outcome: ConsentOutcome) => void): Promise<CallbackResult> {
  const found = await handleCallback(win);
  if (found.handled === 'here') return resultOf(found.verdict, found.parcel);
  return found.handled === 'none' && !isFramed(win) ? resume(win, tell) : { handled: found.handled };
}

function resultOf(verdict: Verdict['verdict'], parcel: Parcel): CallbackResult {
  const outcome = outcomeOf(verdict, parcel);
  if (!outcome) return { handled: 'none' };
  return { handled: 'outcome', outcome, ...('state' in parcel && { state: parcel.state }) };
}

/** No callback in the address: perhaps one was left for this page, or the user came back without any. */
function resume(win: Window, tell: (outcome: ConsentOutcome) => void): CallbackResult {
  const tab = browserStore(win, 'sessionStorage');
  const parcel = takeParcel(tab);
  if (parcel) return resultOf('verified', parcel);
  const marker = readMarker(tab);
  // By the Back button, to a page that the browser had to load anew.
  if (marker?.mode === 'redirect' && wasReached(win, 'back_forward')) {
    removeMarker(tab);
    return {
      handled: 'outcome',
      outcome: dismissed(win, marker),
      ...('state' in marker && { state: marker.state }),
    };
  }
  watchPending(win, tab, tell);
  return { handled: 'none' };
}

function dismissed(win: Window, { flowId, mode }: Marker): ConsentOutcome {
  const record = openRecords(browserStore(win, 'localStorage'), Date.now).read(flowId);
  return { status: 'cancelled', reason: 'dismissed', mode, ...(record && { sessionId: record.sessionId }) };
}
