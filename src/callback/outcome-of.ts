import type { Parcel } from '../browser/parcel.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { toOutcome } from '../model/provider-result.ts';
import { readCallback } from '../protocol/callback-url.ts';
import type { Verdict } from './verify.ts';

const SAYS = {
  session_used: 'this auth session was used before',
  session_mismatch: 'the callback is of another auth session',
  unverified_callback: 'this browser knows nothing of that auth session',
};

/** The outcome that a callback amounts to; undefined where the address says nothing. */
export function outcomeOf(
  verdict: Verdict['verdict'],
  { url, sessionId, mode }: Parcel,
): ConsentOutcome | undefined {
  if (verdict !== 'verified') {
    return { status: 'failed', error: new ConsentError(verdict, SAYS[verdict]), mode };
  }
  const result = readCallback(url);
  if (!result) return undefined;
  const { sessionId: named, ...outcome } = toOutcome(result, sessionId ?? '', mode);
  return { ...outcome, ...(named && { sessionId: named }) } as ConsentOutcome;
}
