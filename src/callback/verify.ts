import type { Marker } from '../browser/marker.ts';
import type { Records } from '../browser/records.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { ConsentFailed, ConsentOutcome } from '../model/outcome.ts';
import { type ProviderResult, toOutcome } from '../model/provider-result.ts';

/** What a page that ends the flow itself may make of a callback. */
export type Verified =
  | { verified: true; flowId: string; outcome: ConsentOutcome }
  | { verified: false; outcome: ConsentFailed }
  | undefined;

/**
 * Whose callback it is. A success is ours when this browser has a record of its session, in whatever tab it comes
 * back (a bank's app may pick another one). An error names no session: it needs this tab's own marker.
 */
export function verifyHere(result: ProviderResult, marker: Marker | undefined, records: Records): Verified {
  const { sessionId } = result;
  if (sessionId === undefined) return marker && accept(result, marker, records.read(marker.flowId));
  const record = records.ofSession(sessionId);
  if (record?.spent) return failed('session_used', 'this auth session was used before', record.mode);
  if (record) return accept(result, record, record);
  if (marker && records.read(marker.flowId)) {
    return failed('session_mismatch', 'the callback is of another auth session', marker.mode);
  }
  if (result.status === 'error') return undefined;
  return failed('unverified_callback', 'this browser knows nothing of that auth session');
}

function accept(
  result: ProviderResult,
  { flowId, mode }: { flowId: string; mode: LaunchMode },
  record: { sessionId: string } | undefined,
): Verified {
  const outcome = toOutcome(result, record?.sessionId ?? '', mode);
  if (!record) delete (outcome as Partial<ConsentOutcome>).sessionId;
  return { verified: true, flowId, outcome };
}

function failed(
  code: 'session_used' | 'session_mismatch' | 'unverified_callback',
  why: string,
  mode: LaunchMode = 'redirect',
): Verified {
  const error = new ConsentError(code, `open-consent: ${why}`, {
    retry: code === 'session_used' ? 'new_session' : 'none',
  });
  return { verified: false, outcome: { status: 'failed', error, mode } };
}
