import { isOver, splitFlows } from './split-flows.ts';
import { PAGE_LOADED, readEvents, type TimelineEvent } from './timeline-event.ts';

const KEY = 'open-consent.timeline';

/** The newest of them: a tab may stay open for days. */
const MOST = 500;

/** What was kept in this tab, and that the page was loaded since. Any code of the origin can write there: it is untrusted. */
export function recall(): TimelineEvent[] {
  const events = read();
  const last = events.at(-1);
  if (!last || last.type === PAGE_LOADED || isOver(splitFlows(events).at(-1) ?? [])) return events;
  return [...events, { type: PAGE_LOADED, at: Math.round(performance.timeOrigin), mode: last.mode }];
}

function read(): TimelineEvent[] {
  try {
    return readEvents(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** Storage may be refused or full: then nothing is kept. */
export function keep(events: readonly TimelineEvent[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(events.slice(-MOST)));
  } catch {}
}
