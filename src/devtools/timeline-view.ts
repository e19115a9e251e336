import { createFlowView, type FlowView } from './flow-view.ts';
import { html } from './html.ts';
import { saveFile } from './save-file.ts';
import { styleSheet, type Theme } from './style.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** What the buttons above the drawing need. */
interface Tools {
  clear(): void;
  svg(): string | undefined;
  json(): string;
}

export interface TimelineView {
  readonly host: HTMLElement;
  show(flows: readonly (readonly TimelineEvent[])[]): void;
}

/** The timeline on the page, in a shadow root of its own; the newest flow is on top. */
export function createTimelineView(theme: Theme, tools: Tools): TimelineView {
  const host = html('div', { class: 'open-consent-timeline', lang: 'en', dir: 'ltr' });
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet(theme)];
  const empty = html('p', { class: 'empty' }, 'Nothing yet. Events appear here when a flow begins.');
  const place = html('div');
  root.append(
    html(
      'div',
      { class: 'timeline', role: 'group', 'aria-label': 'Consent timeline' },
      toolbar(tools),
      empty,
      place,
    ),
  );
  const views: FlowView[] = [];
  return {
    host,
    show(flows) {
      empty.hidden = flows.length > 0;
      for (const gone of views.splice(flows.length)) gone.element.remove();
      flows.forEach((flow, index) => {
        const view = views[index] ?? addView(views, place);
        view.show(flow);
      });
    },
  };
}

function addView(views: FlowView[], place: HTMLElement): FlowView {
  const view = createFlowView(views.length + 1);
  for (const { element } of views) element.open = false;
  views.push(view);
  place.prepend(view.element);
  return view;
}

function toolbar({ clear, svg, json }: Tools): HTMLElement {
  const saveSvg = () => {
    const file = svg();
    if (file) saveFile('consent-timeline.svg', 'image/svg+xml', file);
  };
  const saveJson = () => saveFile('consent-timeline.json', 'application/json', json());
  return html(
    'div',
    { class: 'tools' },
    html('h2', {}, 'Timeline'),
    html(
      'div',
      { class: 'buttons' },
      button('Save as SVG', saveSvg),
      button('Save as JSON', saveJson),
      button('Clear', clear),
    ),
  );
}

function button(label: string, run: () => void): HTMLButtonElement {
  const element = html('button', { type: 'button' }, label);
  element.addEventListener('click', run);
  return element;
}
