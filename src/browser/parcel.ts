import type { LaunchMode } from '../model/launch-mode.ts';
import type { Store } from './store.ts';

/** A verified callback on its way from the callback page to the page that launched the flow. */
export interface Parcel {
  url: string;
  sessionId?: string | undefined;
  mode: LaunchMode;
  state?: unknown;
  /** When it was left, in milliseconds since 1970. */
  at: number;
}

const KEY = 'open-consent.parcel';
/** The next page is on its way when it is left; one that nobody took by then is old news. */
const KEEP_MS = 300_000;

export function leaveParcel(tab: Store, parcel: Parcel): void {
  tab.write(KEY, parcel);
}

/** Taking it removes it. */
export function takeParcel(tab: Store): Parcel | undefined {
  const parcel = tab.read(KEY) as Parcel | undefined;
  tab.remove(KEY);
  return typeof parcel?.url === 'string' && Date.now() - parcel.at < KEEP_MS ? parcel : undefined;
}
