import type { BrowserContextOptions } from 'playwright-core';
import type { ConsentElement } from '../../src/element.ts';
import type { SessionRequest } from './host-server.ts';
import { openServed, type ServedPage } from './open-served.ts';
import type { Stage } from './stage.ts';

/** What one of the element's events said. */
interface Heard {
  name: string;
  /** The id of the element. */
  id: string;
  detail: { type?: string; phase?: string; [key: string]: unknown };
}

export interface MarkupPage extends ServedPage {
  /** All events so far that tell an outcome, on the page as it is now. */
  outcomes(): Promise<Heard[]>;
  /** The first of them, once it is there. */
  outcome(): Promise<Heard>;
  /** Types of all `consent-event`s so far. */
  steps(): Promise<string[]>;
  /** Phases of all `consent-state`s so far. */
  phases(): Promise<string[]>;
}

/** The tag's own attribute for a session like that. */
export function sessionUrl(ask: SessionRequest = {}): string {
  return `/session?ask=${encodeURIComponent(JSON.stringify(ask))}`;
}

export interface Site {
  /** Markup by path. */
  pages: Record<string, string>;
  headers?: Record<string, string>;
  look?: BrowserContextOptions;
}

export const SCRIPT = '<script src="/dist/open-consent.global.js"></script>';

/** Opens the first of these pages on the host's origin, in a context of its own. Each notes what elements say. */
export async function openMarkup(stage: Stage, { pages, headers, look }: Site): Promise<MarkupPage> {
  const context = await stage.browser.newContext(look);
  await context.addInitScript(noteEvents);
  const address = stage.host.origin + Object.keys(pages)[0];
  const served = await openServed(context, address, { files: new Map(Object.entries(pages)), headers });
  const { page } = served;
  const heard = () => page.evaluate(() => window.heard);
  const isOutcome = ({ name }: Heard) => !/event|state/.test(name);
  return {
    ...served,
    outcomes: async () => (await heard()).filter(isOutcome),
    async outcome() {
      await page.waitForFunction(() => window.heard?.some(({ name }) => !/event|state/.test(name)));
      return (await heard()).find(isOutcome) as Heard;
    },
    steps: async () => (await heard()).flatMap(({ detail }) => detail.type ?? []),
    phases: async () => (await heard()).flatMap(({ detail }) => detail.phase ?? []),
  };
}

function noteEvents(): void {
  window.heard = [];
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(event.violatedDirective);
  });
  for (const name of ['success', 'cancel', 'error', 'event', 'state']) {
    window.addEventListener(`consent-${name}`, (event) => {
      const { type, target, detail } = event as CustomEvent;
      window.heard.push({
        name: type,
        id: (target as Element).id,
        detail: JSON.parse(JSON.stringify(detail)),
      });
    });
  }
}

declare global {
  interface Window {
    heard: Heard[];
    /** What the page's content security policy has refused. */
    violations: string[];
    /** The element of most of these pages, by its id. */
    bank: ConsentElement;
  }
}
