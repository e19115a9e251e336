import type { Marks } from '../browser/marks.ts';
import type { FlowRecord } from '../browser/records.ts';
import type { Callback } from '../protocol/callback-url.ts';
import { namesFlow } from '../protocol/own-callback.ts';

/** What this browser knows that can tell whose callback an address is. */
export interface Known {
  records: readonly (readonly [flowId: string, record: FlowRecord])[];
  /** The marks of this very window. */
  marks: Marks;
  /** The address of this page. */
  here: string;
  /** Whether a flow has opened this window or frame, although no storage tells which. */
  attended: boolean;
}

/** A flow that this browser keeps a record of. */
export interface Ours {
  standing: 'ours';
  flowId: string;
  record: FlowRecord;
}

/** The flow that a callback belongs to. */
export type Owner =
  | Ours
  /** It names one flow, and the session of another. */
  | { standing: 'mismatch'; flowId: string }
  /** This browser keeps nothing about the flow. A page that waits may know it. */
  | { standing: 'unknown'; flowId?: string };

/**
 * Whose callback this is; undefined where it is nobody's. Other products use the same parameters on the same pages
 * (`session_id`, `error`, `state`, `code`). So nothing counts but the flow id in the address, the session id of a flow
 * without a name, and, for the errors of such a flow, the window.
 */
export function whoseCallback(callback: Callback, known: Known): Owner | undefined {
  const { flowId } = callback;
  if (flowId !== undefined) return ownerByName(callback, flowId, known);
  const owner = ownerBySession(callback, known) ?? ownerByWindow(callback, known);
  const opener = Object.keys(known.marks).find((flowId) => known.marks[flowId] === 'window');
  if (opener === undefined) return owner ?? (known.attended ? { standing: 'unknown' } : undefined);
  // The window of one flow does not speak for another.
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

/** A success names its session, and a bank's app may bring it to any tab. */
function ownerBySession({ result }: Callback, { records }: Known): Ours | undefined {
  if (result.status !== 'success') return undefined;
  const found = records.find(([, { named, sessionId }]) => !named && sessionId === result.sessionId);
  return found && { standing: 'ours', flowId: found[0], record: found[1] };
}

/** An error names nothing: this window was opened by the flow, or this tab has left for it. */
function ownerByWindow(callback: Callback, known: Known): Ours | undefined {
  for (const [flowId, mark] of Object.entries(known.marks).reverse()) {
    const record = recordOf(flowId, known);
    // A tab that waits for a popup has not left.
    if (!record || known.here === record.returnUrl || (mark === 'tab' && record.mode === 'popup')) continue;
    if (namesFlow(callback, { flowId, ...record })) return { standing: 'ours', flowId, record };
  }
  return undefined;
}
