import type { Marker } from '../browser/marker.ts';
import type { FlowRecord, Records } from '../browser/records.ts';
import type { ProviderResult } from '../model/provider-result.ts';

/** Whose callback it is, as far as this browser can tell. */
export type Verdict =
  | { verdict: 'verified'; flowId: string; record?: FlowRecord | undefined }
  | { verdict: 'session_used'; record: FlowRecord }
  | { verdict: 'session_mismatch' | 'unverified_callback' };

/**
 * A success is ours when this browser has a record of its session, in whatever tab it comes back (a bank's app may
 * pick another one). An error names no session: it needs this tab's own marker. Undefined: none of ours.
 */
export function verifyHere(
  { status, sessionId }: ProviderResult,
  marker: Marker | undefined,
  records: Records,
): Verdict | undefined {
  const own = marker && records.read(marker.flowId);
  if (sessionId === undefined) {
    if (own?.spent) return { verdict: 'session_used', record: own };
    return marker && { verdict: 'verified', flowId: marker.flowId, record: own };
  }
  const record = records.ofSession(sessionId);
  if (record?.spent) return { verdict: 'session_used', record };
  if (record) return { verdict: 'verified', flowId: record.flowId, record };
  if (own) return { verdict: 'session_mismatch' };
  return status === 'success' ? { verdict: 'unverified_callback' } : undefined;
}
