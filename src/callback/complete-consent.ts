import { readMarker, removeMarker } from '../browser/marker.ts';
import { browserPage } from '../browser/page.ts';
import { pageState } from '../browser/page-state.ts';
import { openRecords } from '../browser/records.ts';
import { browserStore } from '../browser/store.ts';
import { callHandler } from '../flow/handlers.ts';
import type { ConsentHandlers } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { handleCallback } from './handle-callback.ts';
import { receiveParcel } from './parcel.ts';
import { watchPending } from './pending.ts';

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
export function completeConsent(handlers: ConsentHandlers = {}): Promise<CallbackResult> {
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
  join(handlers: ConsentHandlers): void;
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
  if (found.handled === 'relayed') return found;
  if (found.handled === 'outcome') {
    const { outcome, marker } = found;
    return { handled: 'outcome', outcome, ...(marker && 'state' in marker && { state: marker.state }) };
  }
  return resume(win, tell);
}

/** No callback in the address: perhaps one that was left for this page, or none will ever come. */
function resume(win: Window, tell: (outcome: ConsentOutcome) => void): CallbackResult {
  const tab = browserStore(win, 'sessionStorage');
  const parcel = receiveParcel(tab);
  if (parcel) return { handled: 'outcome', ...parcel };
  const marker = readMarker(tab);
  if (marker?.mode === 'redirect' && cameBack(win)) {
    removeMarker(tab);
    const sessionId = openRecords(browserStore(win, 'localStorage'), Date.now).read(marker.flowId)?.sessionId;
    const outcome: ConsentOutcome = {
      status: 'cancelled',
      reason: 'dismissed',
      mode: 'redirect',
      ...(sessionId !== undefined && { sessionId }),
    };
    return { handled: 'outcome', outcome, ...('state' in marker && { state: marker.state }) };
  }
  watchPending(win, tab, tell);
  return { handled: 'none' };
}

/** By the Back button, to a page that the browser had to load anew. */
function cameBack(win: Window): boolean {
  const [navigation] = win.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'back_forward';
}
