import type { Page } from '../browser/page.ts';
import type { ConsentEvent, ConsentEventBody } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { ConsentHandlers } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { callHandler } from './handlers.ts';

/** What the host page hears of a flow: its states, its events, its one outcome. */
export interface Progress {
  readonly state: FlowState;
  readonly finished: Promise<ConsentOutcome>;
  subscribe(listener: (state: FlowState) => void): () => void;
  /** Moves on to another phase; nothing is said when it is the same. */
  go(state: FlowState): void;
  emit(event: ConsentEventBody, about: Pick<ConsentEvent, 'mode' | 'sessionId'>): void;
  /** Subscribers first, then the one callback, then the promise. Only the first call counts. */
  settle(outcome: ConsentOutcome): void;
}

/** Events and callbacks come in a microtask, in their order: nothing is ever called inside `openConsent()` itself. */
export function createProgress(handlers: ConsentHandlers, page: Page): Progress {
  let state: FlowState = { phase: 'preparing' };
  let resolve: (outcome: ConsentOutcome) => void;
  const finished = new Promise<ConsentOutcome>((done) => {
    resolve = done;
  });
  const listeners = new Set<(state: FlowState) => void>();
  const go = (next: FlowState) => {
    if (state.phase === 'settled' || state.phase === next.phase) return;
    state = next;
    for (const listener of [...listeners]) {
      // A listener may itself have moved the flow on, and the others have heard of that already.
      if (state === next) page.call(listener, next);
    }
  };
  return {
    get state() {
      return state;
    },
    finished,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    go,
    emit(body, { mode, sessionId }) {
      const event: ConsentEvent = {
        ...body,
        at: page.now(),
        mode,
        ...(sessionId !== undefined && { sessionId }),
      };
      queueMicrotask(() => page.call(handlers.onEvent, event));
    },
    settle(outcome) {
      if (state.phase === 'settled') return;
      go({ phase: 'settled', outcome });
      listeners.clear();
      queueMicrotask(() => {
        callHandler(handlers, outcome, page);
        resolve(outcome);
      });
    },
  };
}
