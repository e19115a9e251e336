import { PAGE_LOADED, type TimelineEvent } from './timeline-event.ts';

/** What can follow in the same flow after the page was loaded again. */
const COMES_HOME: readonly string[] = [PAGE_LOADED, 'callback_received', 'settled'];

/** Cuts a list of events into flows. An event does not name its flow, so this goes by what ends one. */
export function splitFlows(events: readonly TimelineEvent[]): TimelineEvent[][] {
  const flows: TimelineEvent[][] = [];
  for (const event of events) {
    const flow = flows.at(-1);
    if (flow && continues(flow, event)) flow.push(event);
    else flows.push([event]);
  }
  return flows;
}

export function isOver(flow: readonly TimelineEvent[]): boolean {
  return flow.some(({ type }) => type === 'settled');
}

function continues(flow: readonly TimelineEvent[], { type }: TimelineEvent): boolean {
  if (isOver(flow)) return type === 'late_outcome';
  return flow.at(-1)?.type !== PAGE_LOADED || COMES_HOME.includes(type);
}
