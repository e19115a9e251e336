import { callHandler, callSafely } from '../browser/call-handler.ts';
import { readMarker, removeMarker } from '../browser/marker.ts';
import { pageState } from '../browser/page-state.ts';
import { type Parcel, takeParcel } from '../browser/parcel.ts';
import { wasReached } from '../browser/pending.ts';
import { openRecords } from '../browser/records.ts';
import { isFramed } from '../browser/relay.ts';
import { browserStore, type Store } from '../browser/store.ts';
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
  if (!completion.joined && Object.keys(handlers).length) {
    completion.joined = true;
    completion.observe((outcome) => callHandler(handlers, outcome));
  }
  return completion.result;
}

/** Calls `listener` with what comes back to this page, whoever else hears it too. */
export function observeCompletion(win: Window, listener: Tell): void {
  completionOf(win).observe(listener);
}

type Tell = (outcome: ConsentOutcome) => void;

interface Completion {
  result: Promise<CallbackResult>;
  /** Whether somebody's handlers are called. */
  joined?: boolean;
  observe(listener: Tell): void;
}

function completionOf(win: Window): Completion {
  return pageState(win, 'completion', () => startCompletion(win));
}

function startCompletion(win: Window): Completion {
  const listeners: Tell[] = [];
  let told: ConsentOutcome | undefined;
  return {
    result: complete(win, (outcome) => {
      told = outcome;
      for (const listener of listeners) callSafely(listener, outcome);
    }),
    observe(listener) {
      listeners.push(listener);
      const outcome = told;
      if (outcome) queueMicrotask(() => callSafely(listener, outcome));
    },
  };
}

async function complete(win: Window, tell: Tell): Promise<CallbackResult> {
  const found = await handleCallback(win);
  const { handled } = found;
  if (handled === 'relayed' || (handled === 'none' && isFramed(win))) return { handled };
  const result = handled === 'here' ? ended(found.verdict, found.parcel) : resume(win, tell);
  if (result.handled === 'outcome') tell(result.outcome);
  return result;
}

function ended(verdict: Verdict['verdict'], parcel: Parcel): CallbackResult {
  const { state } = parcel;
  const outcome = outcomeOf(verdict, parcel);
  return outcome
    ? { handled: 'outcome', outcome, ...(state !== undefined && { state }) }
    : { handled: 'none' };
}

/** No callback in the address: perhaps one was left for this page, or the user came back without any. */
function resume(win: Window, tell: Tell): CallbackResult {
  const tab = browserStore(win, 'sessionStorage');
  const parcel = takeParcel(tab);
  return parcel ? ended('verified', parcel) : (leftByBack(win, tab) ?? watchPending(win, tab, tell));
}

/** By the Back button, to a page that the browser had to load anew. */
function leftByBack(win: Window, tab: Store): CallbackResult | undefined {
  const marker = readMarker(tab);
  if (marker?.mode !== 'redirect' || !wasReached(win, 'back_forward')) return undefined;
  removeMarker(tab);
  const { flowId, mode, state } = marker;
  const record = openRecords(browserStore(win, 'localStorage'), Date.now).read(flowId);
  const outcome: ConsentOutcome = {
    status: 'cancelled',
    reason: 'dismissed',
    mode,
    ...(record && { sessionId: record.sessionId }),
  };
  return { handled: 'outcome', outcome, ...(state !== undefined && { state }) };
}
