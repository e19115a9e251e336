import type { Marks } from '../browser/marks.ts';
import type { FlowRecord } from '../browser/records.ts';
import type { Callback } from '../protocol/callback-url.ts';
import { namesFlow } from '../protocol/own-callback.ts';

/** What this browser knows, to find the flow of a callback. */
export interface Known {
  records: readonly (readonly [flowId: string, record: FlowRecord])[];
  /** The marks of this window. */
  marks: Marks;
  /** The address of this page. */
  here: string;
  /** Whether a flow has opened this window or frame. It may be unknown which. */
  attended: boolean;
}

/** A flow that has a record in this browser. */
export interface Ours {
  standing: 'ours';
  flowId: string;
  record: FlowRecord;
}

/** The flow that a callback belongs to. */
export type Owner =
  | Ours
  /** The callback names one flow, but the session of another. */
  | { standing: 'mismatch'; flowId: string }
  /** This browser has no record of the flow. A page that waits may know it. */
  | { standing: 'unknown'; flowId?: string };

/**
 * Finds the flow to which a callback belongs. Undefined if there is none. Other products use the same parameters on the
 * same pages (`session_id`, `error`, `state`, `code`). So only three things count: the flow id in the address; for a
 * success of an unnamed flow, its session id; for an error of an unnamed flow, the window.
 */
export function whoseCallback(callback: Callback, known: Known): Owner | undefined {
  const { flowId } = callback;
  if (flowId !== undefined) return ownerByName(callback, flowId, known);
  const owner = ownerBySession(callback, known) ?? ownerByWindow(callback, known);
  const opener = Object.keys(known.marks).find((flowId) => known.marks[flowId] === 'window');
  if (opener === undefined) return owner ?? (known.attended ? { standing: 'unknown' } : undefined);
  // The window of one flow cannot end another flow.
  if (owner) return owner.flowId === opener ? owner : { standing: 'mismatch', flowId: opener };
  return recordOf(opener, known) ? undefined : { standing: 'unknown', flowId: opener };
}

function recordOf(flowId: string, { records }: Known): FlowRecord | undefined {
  return records.find(([id]) => id === flowId)?.[1];
}

function ownerByName(callback: Callback, flowId: string, known: Known): Owner {
  const record = recordOf(flowId, known);
  if (!record) return { standing: 'unknown', flowId };
  const isOurs = namesFlow(callback, { flowId, ...record });
  return isOurs ? { standing: 'ours', flowId, record } : { standing: 'mismatch', flowId };
}

/** A success has its session id, so it counts in any tab: a bank's app may open it in a new one. */
function ownerBySession({ result }: Callback, { records }: Known): Ours | undefined {
  if (result.status !== 'success') return undefined;
  const found = records.find(([, { named, sessionId }]) => !named && sessionId === result.sessionId);
  return found && { standing: 'ours', flowId: found[0], record: found[1] };
}

/** An error has no id. It belongs to the flow that opened this window, or for which this tab has left. */
function ownerByWindow(callback: Callback, known: Known): Ours | undefined {
  for (const [flowId, mark] of Object.entries(known.marks).reverse()) {
    const record = recordOf(flowId, known);
    // A tab that waits for a popup has not left the page.
    if (!record || known.here === record.returnUrl || (mark === 'tab' && record.mode === 'popup')) continue;
    if (namesFlow(callback, { flowId, ...record })) return { standing: 'ours', flowId, record };
  }
  return undefined;
}
