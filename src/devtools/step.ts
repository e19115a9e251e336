import type { Lanes, Mark, Tone } from './lanes.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** What one event looks like: in words, and in the lanes. */
export interface Step {
  title: string;
  text?: string | undefined;
  tone?: Tone;
  marks: readonly Mark[];
  /** The lanes that are otherwise from here on. */
  lanes?: Partial<Lanes>;
}

/** Draws one event. `before`: the events of its flow so far. */
export type Draw = (event: TimelineEvent, before: readonly TimelineEvent[]) => Step;
