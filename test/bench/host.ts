import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inTime } from './in-time.ts';
import type { Site } from './site.ts';

/** What every measure works with. */
export interface Bench {
  browser: Browser;
  site: Site;
  /** Factor on the number of rounds: less for a quick look. */
  effort: number;
}

export type Mark = 'clicked' | 'opened' | 'framed' | 'heard' | 'succeeded' | 'cancelled';

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** A real click on the page's one button. */
  press(): Promise<void>;
  /** When it happened, waiting for it if need be: milliseconds since 1970. */
  at(mark: Mark): Promise<number>;
}

/** The host page of one contestant, fresh, in a fresh context. `kind`: what its button opens. */
export async function visit(
  { browser, site }: Bench,
  contestant: string,
  kind: 'popup' | 'frame' | 'inline',
  to: string,
): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ask = new URLSearchParams({ kind, to: site.provider + to });
  await page.goto(`${site.host}/host/${contestant}?${ask}`);
  await page.evaluate('window.ready');
  return {
    page,
    context,
    press: () => page.click('#go'),
    at: (mark) => inTime(page.evaluate(`bench.until('${mark}')`) as Promise<number>, contestant, mark),
  };
}
