import type { LaunchMode } from '../model/launch-mode.ts';
import type { Store } from './store.ts';

/**
 * "This tab, or this popup, was launched by that flow." Kept in the tab's or the popup's own sessionStorage, which no
 * COOP header takes away.
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
