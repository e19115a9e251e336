import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ConsentElement } from '../../src/element.ts';
import type { HostServer, SessionRequest } from './host-server.ts';
import { watchLeftovers } from './leftovers.ts';
import type { Stage } from './stage.ts';

/** What one of the element's events said. */
interface Heard {
  name: string;
  /** The id of the element. */
  id: string;
  detail: { type?: string; [key: string]: unknown };
}

export interface MarkupPage {
  page: Page;
  context: BrowserContext;
  /** What went wrong on any page of the context. */
  errors: string[];
  /** All events so far that tell an outcome, on the page as it is now. */
  outcomes(): Promise<Heard[]>;
  /** The first of them, once it is there. */
  outcome(): Promise<Heard>;
  /** Types of all `consent-event`s so far. */
  steps(): Promise<string[]>;
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
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  // A page that no server has sent is not on this machine, as Chromium sees it, and may frame nothing that is.
  await context.grantPermissions(['local-network-access']);
  await context.addInitScript(noteEvents);
  await serve(context, stage.host, pages, headers);
  const page = await context.newPage();
  await watchLeftovers(page);
  await page.goto(stage.host.origin + Object.keys(pages)[0]);
  const heard = () => page.evaluate(() => window.heard);
  const isOutcome = ({ name }: Heard) => name !== 'consent-event';
  return {
    page,
    context,
    errors,
    outcomes: async () => (await heard()).filter(isOutcome),
    async outcome() {
      await page.waitForFunction(() => window.heard?.some(({ name }) => name !== 'consent-event'));
      return (await heard()).find(isOutcome) as Heard;
    },
    steps: async () => (await heard()).flatMap(({ detail }) => detail.type ?? []),
  };
}

async function serve(
  context: BrowserContext,
  host: HostServer,
  pages: Site['pages'],
  headers: Record<string, string> = {},
): Promise<void> {
  await context.route(
    (url) => url.origin === host.origin && url.pathname in pages,
    (route) =>
      route.fulfill({
        body: pages[new URL(route.request().url()).pathname] ?? '',
        contentType: 'text/html',
        headers,
      }),
  );
}

function noteEvents(): void {
  window.heard = [];
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(event.violatedDirective);
  });
  for (const name of ['consent-success', 'consent-cancel', 'consent-error', 'consent-event'] as const) {
    window.addEventListener(name, (event) => {
      const { target, detail } = event as CustomEvent;
      const { error } = detail as { error?: Error };
      window.heard.push({
        name,
        id: (target as Element).id,
        detail: JSON.parse(
          JSON.stringify({ ...detail, ...(error && { error: { ...error, message: error.message } }) }),
        ),
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
