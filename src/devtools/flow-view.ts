import { drawLanes, lanesOf, marksHeight } from './draw-lanes.ts';
import { html } from './html.ts';
import { laneNames } from './lane-names.ts';
import type { Lane } from './lanes.ts';
import { type Row, toRows } from './rows.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** One flow on the page. What has not changed stays as it is: the reader may be in the middle of it. */
export interface FlowView {
  readonly element: HTMLDetailsElement;
  show(flow: readonly TimelineEvent[]): void;
}

export function createFlowView(nth: number): FlowView {
  const summary = html('summary');
  const names = html('div', { class: 'names', 'aria-hidden': 'true' });
  const list = html('ol');
  const element = html('details', { open: '' }, summary, names, list);
  let shown: string[] = [];
  return {
    element,
    show(flow) {
      const modes = new Set(flow.map(({ mode }) => mode));
      const lanes = lanesOf(modes);
      const rows = toRows(flow);
      const keys = rows.map((row) => JSON.stringify([row, lanes]));
      const same = keys.findIndex((key, index) => key !== shown[index]);
      const kept = same < 0 ? keys.length : same;
      while (list.children.length > kept) list.lastElementChild?.remove();
      list.append(...rows.slice(kept).map((row) => drawRow(row, lanes)));
      shown = keys;
      names.replaceChildren(...laneNames(lanes, modes).map((name) => html('span', {}, name)));
      element.style.setProperty('--count', String(lanes.length));
      summary.replaceChildren(...summaryOf(flow, rows, nth));
    },
  };
}

function drawRow(row: Row, lanes: readonly Lane[]): HTMLLIElement {
  const { kind, tone, title, text, time } = row;
  const words = html('div', { class: 'words' }, html('span', { class: 'title' }, title));
  if (time !== undefined) words.append(html('time', {}, time));
  if (text) words.append(html('span', { class: 'text' }, text));
  const picture = drawLanes(row, lanes);
  picture.setAttribute('aria-hidden', 'true');
  const item = html('li', { class: `${kind} ${tone}` }, picture, words);
  item.style.setProperty('--marks', `${marksHeight(row)}px`);
  return item;
}

function summaryOf(flow: readonly TimelineEvent[], rows: readonly Row[], nth: number): Node[] {
  const { at = 0, mode = 'popup' } = flow[0] ?? {};
  const sessionId = flow.findLast((event) => event.sessionId)?.sessionId;
  const end = rows.findLast(({ kind }) => kind === 'step');
  return [
    html('b', {}, `Flow ${nth}`),
    html('span', {}, `${mode}, ${new Date(at).toLocaleTimeString()}`),
    html('span', { class: end?.tone ?? '' }, html('span', { class: 'title' }, end?.title ?? '')),
    ...(sessionId ? [html('small', {}, `session ${sessionId}`)] : []),
  ];
}
