import { drawEvent } from './draw-event.ts';
import { duration } from './duration.ts';
import { ALL_IDLE, type Lanes, type Mark, type Tone } from './lanes.ts';
import { isOver } from './split-flows.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** One line of the drawing. Plain data: the same rows make the page, the file and the tests. */
export interface Row {
  kind: 'step' | 'wait' | 'now';
  /** Since the flow began. */
  time?: string;
  title: string;
  text?: string | undefined;
  tone: Tone;
  marks: readonly Mark[];
  /** The lanes above its marks, and below them. */
  before: Lanes;
  after: Lanes;
}

/** From here on a wait gets a line of its own. */
const LONG_MS = 1000;

/** One flow, line by line. */
export function toRows(flow: readonly TimelineEvent[]): Row[] {
  const rows: Row[] = [];
  let lanes: Lanes = ALL_IDLE;
  flow.forEach((event, index) => {
    const waited = event.at - (flow[index - 1]?.at ?? event.at);
    if (waited >= LONG_MS) rows.push(waitRow('wait', lanes, duration(waited)));
    const { tone = 'plain', lanes: change, ...step } = drawEvent(event, flow.slice(0, index));
    const before = lanes;
    lanes = { ...lanes, ...(index === 0 && { host: 'busy' }), ...change };
    rows.push({ kind: 'step', time: sinceStart(event, flow), tone, before, after: lanes, ...step });
  });
  if (flow.length > 0 && !isOver(flow)) rows.push(waitRow('now', lanes));
  return rows;
}

function sinceStart({ at }: TimelineEvent, flow: readonly TimelineEvent[]): string {
  return duration(at - (flow[0]?.at ?? at));
}

function waitRow(kind: 'wait' | 'now', lanes: Lanes, time?: string): Row {
  const title = kind === 'now' ? `${whoseTurn(lanes)} …` : `${whoseTurn(lanes)} (${time})`;
  return { kind, title, tone: 'quiet', marks: [], before: lanes, after: lanes };
}

/** Who is to act next, as far as this page can tell. */
function whoseTurn({ server, window, provider, host }: Lanes): string {
  if (host === 'idle') return 'Nothing happens';
  if (server === 'busy') return 'Your server works';
  if (provider === 'busy') return 'The user is at the provider';
  return window === 'unsure' ? 'The page waits for a result' : 'The user decides';
}
