import { holdLock } from '../browser/locks.ts';
import { type Marks, readMarks, unmark } from '../browser/marks.ts';
import { endBy, type FlowRecord, isOver, openRecords, type Records } from '../browser/records.ts';
import { isFramed, isReadable, openChannel, received } from '../browser/relay.ts';
import type { ConsentOutcome, Returned } from '../model/outcome.ts';
import { type ProviderResult, toOutcome } from '../model/provider-result.ts';
import { ownCallback } from '../protocol/own-callback.ts';

/** The outcome of a flow whose page is gone. */
export interface Told extends Returned {
  outcome: ConsentOutcome;
}

export function recordsOf(win: Window): Records {
  return openRecords(win, Date.now);
}

/** The marks of this window. None in a frame that can read its parent, because it shares the marks of the tab. */
export function ownMarks(win: Window): Marks {
  return isFramed(win) && isReadable(win.parent) ? {} : readMarks(win);
}

/** The result in a record, if its flow has not ended. */
export function readyResult(flowId: string, record: FlowRecord | undefined): ProviderResult | undefined {
  const result = record?.result && ownCallback(record.result, { flowId, ...record });
  return result && !isOver(record, result) ? result : undefined;
}

/**
 * Ends a flow with the result in its record. Returns undefined if there is none, or if the flow has ended meanwhile.
 * The caller must hold the lock of the flow. A callback page that still waits for an answer gets one.
 */
export function take(win: Window, flowId: string): Told | undefined {
  const records = recordsOf(win);
  const record = records.read(flowId);
  const result = readyResult(flowId, record);
  if (!record || !result) return undefined;
  records.update(flowId, { ended: endBy(result, record.named) });
  unmark(win, flowId);
  const channel = openChannel();
  channel?.postMessage(received(flowId, record.result as string));
  channel?.close();
  return told(record, toOutcome(result, record.sessionId, record.mode));
}

/** Like `take()`, but waits for the lock first. */
export function takeLocked(win: Window, flowId: string): Promise<Told | undefined> {
  const life = new AbortController();
  return new Promise((resolve) => {
    holdLock(win, flowId, life.signal, () => {
      resolve(take(win, flowId));
      life.abort();
    });
  });
}

export function told({ state, returnUrl }: FlowRecord, outcome: ConsentOutcome): Told {
  return { outcome, returnUrl, ...(state !== undefined && { state }) };
}
