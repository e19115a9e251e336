import { takeParcel, writeParcel } from '../browser/marker.ts';
import type { Store } from '../browser/store.ts';
import {
  ConsentError,
  type ConsentErrorCode,
  type ProviderErrorFields,
  type Retry,
} from '../model/consent-error.ts';
import type { ConsentOutcome } from '../model/outcome.ts';

/** An outcome on its way from the callback page to the page that launched the flow. */
export interface Parcel {
  outcome: ConsentOutcome;
  state?: unknown;
}

type PackedError = ProviderErrorFields & { code: ConsentErrorCode; retry: Retry; message: string };

export function sendParcel(tab: Store, { outcome, state }: Parcel): void {
  const { error } = outcome as { error?: ConsentError };
  writeParcel(tab, {
    outcome: error ? { ...outcome, error: { ...error, message: error.message } } : outcome,
    state,
  });
}

/** Takes it out of the tab: an error becomes a real one again. */
export function receiveParcel(tab: Store): Parcel | undefined {
  const parcel = takeParcel(tab) as Parcel | undefined;
  const packed = (parcel?.outcome as { error?: PackedError } | undefined)?.error;
  if (!parcel || !packed) return parcel;
  const { code, retry, message, ...fields } = packed;
  return {
    ...parcel,
    outcome: {
      ...parcel.outcome,
      error: new ConsentError(code, message, { retry, fields }),
    } as ConsentOutcome,
  };
}
