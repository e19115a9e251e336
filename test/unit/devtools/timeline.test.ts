// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createTimeline,
  type Timeline,
  type TimelineOptions,
} from '../../../src/devtools/create-timeline.ts';
import type { ConsentEvent } from '../../../src/model/consent-event.ts';
import { timelineFlows } from '../../support/timeline-flows.ts';

const eventsOf = (name: string): ConsentEvent[] => timelineFlows[name] as unknown as ConsentEvent[];

beforeEach(() => {
  document.body.replaceChildren();
  sessionStorage.clear();
});

function draw(options?: TimelineOptions): Timeline {
  return createTimeline(document.body, options);
}

function root(): ShadowRoot {
  const shadow = [...document.querySelectorAll('.open-consent-timeline')].at(-1)?.shadowRoot;
  if (!shadow) throw new Error('there is no timeline');
  return shadow;
}

const items = (): HTMLElement[] => [...root().querySelectorAll('li')];
const press = (label: string): void =>
  [...root().querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click();

describe('a timeline', () => {
  it('says that there is nothing yet, and goes when it is removed', () => {
    const timeline = draw();
    expect(root().querySelector<HTMLElement>('.empty')?.hidden).toBe(false);
    timeline.remove();
    expect(document.body.childElementCount).toBe(0);
  });

  it('draws each event as it comes, given to onEvent as it is', () => {
    const { add } = draw();
    for (const event of eventsOf('success')) add(event);
    expect(items()).toHaveLength(6);
    expect(items().at(-1)?.textContent).toContain('Success');
    expect(root().querySelector<HTMLElement>('.empty')?.hidden).toBe(true);
  });

  it('leaves what has not changed as it is', () => {
    const { add } = draw();
    const [first, second, ...rest] = eventsOf('success');
    if (first) add(first);
    const [kept] = items();
    for (const event of [second, ...rest]) if (event) add(event);
    expect(items()[0]).toBe(kept);
  });

  it('has a list with words for every row, and keeps the drawing from screen readers', () => {
    draw({ events: eventsOf('cut off') });
    expect(items().every((item) => item.querySelector('.title')?.textContent)).toBe(true);
    const pictures = [...root().querySelectorAll('li > svg')];
    expect(pictures).toHaveLength(items().length);
    expect(pictures.every((picture) => picture.getAttribute('aria-hidden') === 'true')).toBe(true);
  });

  it('puts the newest flow on top, open, and closes the others', () => {
    draw({ events: [...eventsOf('success'), ...eventsOf('closed')] });
    const flows = [...root().querySelectorAll('details')];
    expect(flows.map(({ open }) => open)).toEqual([true, false]);
    expect(flows[0]?.querySelector('summary')?.textContent).toContain('Flow 2');
  });

  it('has no lane for a window where there is none', () => {
    draw({ events: eventsOf('redirect') });
    const names = [...root().querySelectorAll('.names span')].map(({ textContent }) => textContent);
    expect(names).toEqual(['Your server', 'Your page', 'Provider', 'Callback page']);
  });

  it('forgets all on Clear', () => {
    const timeline = draw({ events: eventsOf('success'), remember: true });
    press('Clear');
    expect(timeline.events).toEqual([]);
    expect(root().querySelectorAll('details')).toHaveLength(0);
    expect(draw({ remember: true }).events).toEqual([]);
  });

  it('gives its events back, for another timeline to draw', () => {
    const timeline = draw({ events: eventsOf('late') });
    expect(draw({ events: JSON.parse(JSON.stringify(timeline.events)) }).events).toEqual(eventsOf('late'));
  });
});

describe('a timeline that remembers', () => {
  it('goes on after a redirect where it was, and notes that the page was loaded', () => {
    const { add } = draw({ remember: true });
    for (const event of eventsOf('redirect').slice(0, 3)) add(event);
    const after = draw({ remember: true });
    expect(after.events.map(({ type }) => type as string)).toEqual([
      'session_requested',
      'session_ready',
      'opened',
      'page_loaded',
    ]);
    for (const event of eventsOf('redirect').slice(4)) after.add(event);
    expect(root().querySelectorAll('details')).toHaveLength(1);
    expect(items().at(-1)?.textContent).toContain('Success');
  });

  it('notes nothing after a flow that has settled', () => {
    draw({ remember: true, events: eventsOf('success') });
    expect(draw({ remember: true }).events).toEqual(eventsOf('success'));
  });

  it('keeps nothing unless it was asked to', () => {
    draw({ events: eventsOf('success') });
    expect(sessionStorage).toHaveLength(0);
  });

  it.each(['{', '7', '[{"type":"settled"}]'])('is not misled by storage that holds %s', (text) => {
    sessionStorage.setItem('open-consent.timeline', text);
    expect(draw({ remember: true }).events).toEqual([]);
  });
});

describe('the SVG file', () => {
  it('is one well-formed document with every title in it', () => {
    const file = draw({ events: eventsOf('cut off') }).toSvg() ?? '';
    const parsed = new DOMParser().parseFromString(file, 'image/svg+xml');
    expect(parsed.documentElement.localName).toBe('svg');
    for (const title of ['Window out of sight', 'Back at the callback page', 'Success'])
      expect(file).toContain(`>${title}<`);
    expect(file).not.toMatch(/<script|href=|url\(/);
  });

  it('is of the newest flow, and there is none without a flow', () => {
    expect(draw().toSvg()).toBeUndefined();
    const file = draw({ events: [...eventsOf('success'), ...eventsOf('closed')] }).toSvg();
    expect(file).toContain('Cancelled: window closed');
    expect(file).not.toContain('>Success<');
  });
});
