import type { LaunchMode } from '../model/launch-mode.ts';

/**
 * An event as the timeline reads it: by what it carries, whatever its type. So it also draws the events of an older or
 * newer core, and those from a file.
 */
export interface TimelineEvent {
  type: string;
  at: number;
  mode: LaunchMode;
  sessionId?: string;
  /** How the evidence came home. */
  via?: string;
  /** Why a close was believed, or not. */
  evidence?: string;
  status?: string;
  reason?: string;
  code?: string;
  errorType?: string;
  /** What `getStatus` said. */
  answer?: string;
  /** When the session stops working, in milliseconds of the page's clock. */
  expiresAt?: number;
}

/** What the timeline itself notes: the page was loaded while a flow was on its way, as after a redirect. */
export const PAGE_LOADED = 'page_loaded';

/** Of what comes from storage or a file: whatever has the shape of an event. */
export function readEvents(value: unknown): TimelineEvent[] {
  return Array.isArray(value) ? value.filter(isEvent) : [];
}

function isEvent(value: unknown): value is TimelineEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { type, at, mode, ...rest } = value as Partial<TimelineEvent>;
  if (typeof type !== 'string' || typeof mode !== 'string' || !Number.isFinite(at)) return false;
  return Object.entries(rest).every(([name, field]) =>
    name === 'expiresAt' ? Number.isFinite(field) : typeof field === 'string',
  );
}
