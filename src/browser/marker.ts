import type { LaunchMode } from '../model/launch-mode.ts';
import type { Store } from './store.ts';

/**
 * "This tab, or this popup, was launched by that flow." Kept in sessionStorage, which is copied into a popup when it
 * opens and which no COOP header takes away.
 */
export interface Marker {
  flowId: string;
  mode: LaunchMode;
  /** For a redirect: the integrator's `state`, and the page to return to. */
  state?: unknown;
  returnUrl?: string;
}

const KEY = 'open-consent.marker';

export function readMarker(tab: Store): Marker | undefined {
  const marker = tab.read(KEY) as Marker | undefined;
  return typeof marker?.flowId === 'string' ? marker : undefined;
}

export function writeMarker(tab: Store, marker: Marker): void {
  tab.write(KEY, marker);
}

export function removeMarker(tab: Store): void {
  tab.remove(KEY);
}

const PENDING = 'open-consent.pending';

/** The popup flow that this tab waits for, known to the page even when it is reloaded meanwhile. */
export function readPending(tab: Store): string | undefined {
  return tab.read(PENDING) as string | undefined;
}

/** Set after the window has opened, so that the window's own copy does not hold it. */
export function writePending(tab: Store, flowId: string): void {
  tab.write(PENDING, flowId);
}

export function removePending(tab: Store): void {
  tab.remove(PENDING);
}

const PARCEL = 'open-consent.outcome';

/** What a callback page leaves for the page it returns to. Taking it removes it. */
export function takeParcel(tab: Store): unknown {
  const parcel = tab.read(PARCEL);
  tab.remove(PARCEL);
  return parcel;
}

export function writeParcel(tab: Store, parcel: unknown): void {
  tab.write(PARCEL, parcel);
}
