export { createTimeline, type Timeline, type TimelineOptions } from './devtools/create-timeline.ts';
export type { ConsentEvent } from './model/consent-event.ts';
