import { LANES, type Lane, type Mark } from './lanes.ts';
import type { Row } from './rows.ts';
import { svg } from './svg.ts';

/** Down from the top of a row, in pixels: its first arrow, and the distance to the next. */
const FIRST = 17;
const NEXT = 18;

/** How much room the marks of a row need. */
export function marksHeight({ marks }: Row): number {
  return FIRST * 2 + Math.max(0, marks.filter(isArrow).length - 1) * NEXT;
}

/**
 * The lanes of one row. Across in percent of the width, so that it fits any; down in pixels for the marks, and to the end
 * for the lanes, so that it fits a text of any height beside it.
 */
export function drawLanes(row: Row, lanes: readonly Lane[]): SVGElement {
  const placed = placeMarks(row.marks);
  const lines = lanes.flatMap((lane) => drawLane(lane, row, centre(lane, lanes), placed));
  const drawn = placed.flatMap(([mark, y]) =>
    isArrow(mark)
      ? drawArrow(mark, y, lanes, hasGlyph(row, mark.to))
      : [at(centre(mark.on, lanes), y, drawGlyph(mark.shape))],
  );
  return svg(
    'svg',
    { class: `lanes ${row.tone} ${row.kind}`, width: '100%', height: '100%' },
    ...lines,
    ...drawn,
  );
}

export function lanesOf(modes: ReadonlySet<string>): Lane[] {
  const hasWindow = modes.has('popup') || modes.has('iframe');
  return LANES.filter((lane) => lane !== 'window' || hasWindow);
}

type Arrow = Extract<Mark, { shape: 'arrow' }>;
type Placed = readonly (readonly [mark: Mark, y: number])[];

/** An arrow takes a height of its own; what else is drawn belongs to the arrow before it. */
function placeMarks(marks: readonly Mark[]): Placed {
  let y = FIRST - NEXT;
  return marks.map((mark) => {
    if (isArrow(mark)) y += NEXT;
    return [mark, Math.max(y, FIRST)] as const;
  });
}

function drawLane(lane: Lane, { before, after }: Row, x: string, placed: Placed): SVGElement[] {
  const turn = placed.find(([mark]) => touches(mark, lane))?.[1] ?? placed[0]?.[1] ?? FIRST;
  return [
    line('idle', x, 0, x, '100%'),
    ...bar(before[lane], x, 0, turn),
    ...bar(after[lane], x, turn, '100%'),
  ];
}

function bar(state: string, x: string, from: number, to: number | string): SVGElement[] {
  return state === 'idle' ? [] : [line(state, x, from, x, to)];
}

/** `short`: it ends before the sign that stands on the lane it leads to. */
function drawArrow(
  { from, to, dashed }: Arrow,
  y: number,
  lanes: readonly Lane[],
  short: boolean,
): SVGElement[] {
  const end = centre(to, lanes);
  const sign = lanes.indexOf(to) > lanes.indexOf(from) ? -1 : 1;
  const tip = sign * (short ? 9 : 3);
  const back = tip + sign * 9;
  return [
    line(dashed ? 'arrow dashed' : 'arrow', centre(from, lanes), y, end, y),
    at(end, y, svg('path', { class: 'head', d: `M${back},-5 L${tip},0 L${back},5 Z` })),
  ];
}

function drawGlyph(shape: Exclude<Mark['shape'], 'arrow'>): SVGElement[] {
  const disc = svg('circle', { class: `disc ${shape}`, r: shape === 'end' ? 8 : 7 });
  if (shape === 'doubt') return [disc, svg('text', { class: 'sign', y: 4.5, 'text-anchor': 'middle' }, '?')];
  if (shape === 'cross') return [disc, svg('path', { class: 'sign', d: 'M-3,-3 L3,3 M-3,3 L3,-3' })];
  return [disc];
}

/** Moved by percent, which a transform cannot do. */
function at(x: string, y: number, shapes: SVGElement | SVGElement[]): SVGElement {
  return svg('svg', { x, y, class: 'at' }, ...[shapes].flat());
}

function line(name: string, x1: string, y1: number, x2: string, y2: number | string): SVGElement {
  return svg('line', { class: name, x1, y1, x2, y2 });
}

function centre(lane: Lane, lanes: readonly Lane[]): string {
  return `${((lanes.indexOf(lane) + 0.5) / lanes.length) * 100}%`;
}

function hasGlyph({ marks }: Row, lane: Lane): boolean {
  return marks.some((mark) => !isArrow(mark) && mark.on === lane);
}

function touches(mark: Mark, lane: Lane): boolean {
  return isArrow(mark) ? mark.from === lane || mark.to === lane : mark.on === lane;
}

function isArrow(mark: Mark): mark is Arrow {
  return mark.shape === 'arrow';
}
