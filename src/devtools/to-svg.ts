import { drawLanes, lanesOf, marksHeight } from './draw-lanes.ts';
import { laneNames } from './lane-names.ts';
import type { Lane } from './lanes.ts';
import { type Row, toRows } from './rows.ts';
import { FILE_CSS } from './style.ts';
import { svg } from './svg.ts';
import type { TimelineEvent } from './timeline-event.ts';

const WIDTH = 900;
const MARGIN = 16;
const LANES_WIDTH = 380;
const TEXT_X = MARGIN + LANES_WIDTH + 20;
const HEAD_HEIGHT = 40;
const LINE = 18;
/** Of the text, in characters: a file cannot measure what a font comes to. */
const TEXT_CHARS = 68;

/** One flow as an SVG file that stands alone. */
export function toSvg(flow: readonly TimelineEvent[]): string {
  const modes = new Set(flow.map(({ mode }) => mode));
  const lanes = lanesOf(modes);
  let y = HEAD_HEIGHT;
  const rows = toRows(flow).map((row) => {
    const drawn = drawRow(row, lanes, y);
    y += heightOf(row);
    return drawn;
  });
  const height = y + MARGIN;
  const file = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height },
    svg('style', {}, FILE_CSS),
    svg('rect', { class: 'page', width: '100%', height: '100%' }),
    ...laneNames(lanes, modes).map((name, index) =>
      label(name, MARGIN + ((index + 0.5) * LANES_WIDTH) / lanes.length),
    ),
    ...rows,
  );
  return new XMLSerializer().serializeToString(file);
}

function label(name: string, x: number): SVGElement {
  return svg('text', { class: 'name', x, y: 26, 'text-anchor': 'middle' }, name);
}

function drawRow(row: Row, lanes: readonly Lane[], y: number): SVGElement {
  const { tone, title, time = '', kind } = row;
  const picture = drawLanes(row, lanes);
  picture.setAttribute('width', String(LANES_WIDTH));
  picture.setAttribute('height', String(heightOf(row)));
  picture.setAttribute('x', String(MARGIN));
  return svg(
    'g',
    { transform: `translate(0 ${y})` },
    picture,
    svg('text', { class: kind === 'step' ? `title ${tone}` : 'muted', x: TEXT_X, y: 20 }, title),
    svg('text', { class: 'muted', x: WIDTH - MARGIN, y: 20, 'text-anchor': 'end' }, time),
    ...wrap(row).map((line, index) =>
      svg('text', { class: 'muted', x: TEXT_X, y: 20 + (index + 1) * LINE }, line),
    ),
  );
}

function heightOf(row: Row): number {
  return Math.max(marksHeight(row), (wrap(row).length + 1) * LINE + 14);
}

function wrap({ text = '' }: Row): string[] {
  return text.match(new RegExp(`\\S.{0,${TEXT_CHARS - 1}}(?=\\s|$)`, 'g')) ?? [];
}
