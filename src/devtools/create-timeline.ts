import type { ConsentEvent } from '../model/consent-event.ts';
import { keep, recall } from './remember.ts';
import { splitFlows } from './split-flows.ts';
import type { Theme } from './style.ts';
import { readEvents } from './timeline-event.ts';
import { createTimelineView } from './timeline-view.ts';
import { toSvg } from './to-svg.ts';

/** What {@link createTimeline} takes. */
export interface TimelineOptions {
  /** Default `system`. */
  theme?: Theme | undefined;
  /** Keeps the events in this tab's sessionStorage, so that a redirect is drawn whole. Default false. */
  remember?: boolean | undefined;
  /** What to begin with: the events of a saved file. */
  events?: readonly ConsentEvent[] | undefined;
}

/** A drawing of flows that grows with each event. */
export interface Timeline {
  /** Draws one more event. Needs no `this`: give it to `onEvent` as it is. */
  add(event: ConsentEvent): void;
  /** Every event so far, oldest first: what "Save as JSON" writes. */
  readonly events: readonly ConsentEvent[];
  /** The newest flow as an SVG file that stands alone; undefined before the first event. */
  toSvg(): string | undefined;
  /** Forgets all events. */
  clear(): void;
  /** Takes the drawing off the page. */
  remove(): void;
}

/**
 * Draws flows from their events, as lanes for your server, your page, the window, the provider and the callback page. For
 * apps under development, not for users.
 *
 * @example
 * const timeline = createTimeline(document.querySelector('#timeline'));
 * openConsent({ session, onEvent: timeline.add });
 */
export function createTimeline(parent: Element, options: TimelineOptions = {}): Timeline {
  const { theme = 'system', remember = false } = options;
  let events = [...readEvents(options.events), ...(remember ? recall() : [])];
  const view = createTimelineView(theme, {
    clear: () => timeline.clear(),
    svg: () => timeline.toSvg(),
    json: () => JSON.stringify(events, null, 2),
  });
  const show = () => {
    if (remember) keep(events);
    view.show(splitFlows(events));
  };
  const timeline: Timeline = {
    add(event) {
      events.push(event);
      show();
    },
    get events() {
      return [...events] as ConsentEvent[];
    },
    toSvg() {
      const flow = splitFlows(events).at(-1);
      return flow && toSvg(flow);
    },
    clear() {
      events = [];
      show();
    },
    remove: () => view.host.remove(),
  };
  parent.append(view.host);
  show();
  return timeline;
}
