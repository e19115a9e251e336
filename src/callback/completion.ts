import { callSafely, report } from '../browser/call-handler.ts';
import { unmark } from '../browser/marks.ts';
import { wasReached } from '../browser/page.ts';
import { pageState } from '../browser/page-state.ts';
import { type Arrival, arrive } from './arrive.ts';
import { ownMarks, readyResult, recordsOf, type Told, take, takeLocked, told } from './take.ts';
import { waitFor } from './wait.ts';

/** A part of the page that wants the outcome of a flow that ends here. */
export interface Claim {
  /**
   * The claim with the highest rank gets the outcome. Of equal ones the newest gets it, because React runs an effect
   * twice and drops the first.
   */
  readonly rank: number;
  tell(told: Told): void;
}

/** The state of what has come back to this page. */
interface Completion {
  /** What happened to the callback in the page's address. Resolves after its outcome was delivered. */
  readonly arrival: Promise<Arrival>;
  readonly claims: Set<Claim>;
  /** Outcomes for which there was no claim yet. */
  readonly untold: Told[];
}

/**
 * Completes what has come back to this page, once for each page. Every outcome goes to one claim: one that exists, or
 * else the next one. Returns a function that withdraws the claim.
 */
export function claimCompletion(win: Window, claim: Claim): () => void {
  const { claims, untold } = completionOf(win);
  claims.add(claim);
  for (const waiting of untold.splice(0)) queueMicrotask(() => callSafely(claim.tell, waiting));
  return () => void claims.delete(claim);
}

export function arrivalOf(win: Window): Promise<Arrival> {
  return completionOf(win).arrival;
}

function completionOf(win: Window): Completion {
  return pageState(win, 'completion', () => {
    const claims = new Set<Claim>();
    const untold: Told[] = [];
    const tell = (what: Told) => {
      const [first] = [...claims].reverse().sort((one, other) => other.rank - one.rank);
      if (first) callSafely(first.tell, what);
      else untold.push(what);
    };
    const arrival = complete(win, tell).catch((error): Arrival => {
      // For example a page without storage: nothing can have come back to it.
      report(error);
      return { handled: 'none' };
    });
    return { claims, untold, arrival };
  });
}

async function complete(win: Window, tell: (what: Told) => void): Promise<Arrival> {
  const marks = ownMarks(win);
  const waiting = Object.keys(marks).filter((flowId) => marks[flowId] === 'tab');
  // A stored result comes before the address, because the parameters in the address may be the page's own.
  const ready = waiting.find((flowId) => readyResult(flowId, recordsOf(win).read(flowId)));
  const first = ready && (await takeLocked(win, ready));
  if (first) tell(first);
  const arrival: Arrival = first ? { handled: 'none' } : await arrive(win);
  if (arrival.handled === 'relayed') return arrival;
  const ended = arrival.handled === 'here' && take(win, arrival.flowId);
  if (ended) tell(ended);
  for (const flowId of waiting) resume(win, flowId, tell);
  return arrival;
}

/** Continues a flow for which this tab waits, or for which it left and came back without a result. */
function resume(win: Window, flowId: string, tell: (what: Told) => void): void {
  const record = recordsOf(win).read(flowId);
  if (!record || record.ended) return unmark(win, flowId);
  if (record.mode !== 'redirect') return waitFor(win, flowId, tell);
  // The user pressed Back, and the browser had to reload this page. Forward may still lead to a success.
  if (!wasReached(win, 'back_forward')) return;
  unmark(win, flowId);
  const { sessionId, mode } = record;
  tell(told(record, { status: 'cancelled', reason: 'dismissed', sessionId, mode }));
}
