import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** What Chromium counts in the host page's process, after it was made to collect its garbage. */
interface Counters {
  heapBytes: number;
  documents: number;
  nodes: number;
  listeners: number;
}

export interface SoakResult {
  before: Counters;
  after: Counters;
  /** Milliseconds of the first tenth of the flows, each, and of the last: a page must not grow slower either. */
  firstMs: number;
  lastMs: number;
  /** Flows by how they ended. */
  ends: Record<string, number>;
}

/** A page with the script-tag file, and the address of a provider's page that ends the consent as soon as it has loaded. */
export interface SoakPage {
  context: BrowserContext;
  page: Page;
  authUrl: string;
}

/** What is made once (style sheets, compiled code, the first flow's caches) is there before anything is counted. */
const WARM_UP = 20;

/** Runs `flows` flows one after the other in one page, and counts before and after. */
export async function soak(at: SoakPage, mode: 'popup' | 'iframe', flows: number): Promise<SoakResult> {
  const devtools = await at.context.newCDPSession(at.page);
  await runFlows(at, mode, WARM_UP);
  const before = await count(at, devtools);
  const tenth = Math.ceil(flows / 10);
  const first = await runFlows(at, mode, tenth);
  const middle = await runFlows(at, mode, flows - 2 * tenth);
  const last = await runFlows(at, mode, tenth);
  const after = await count(at, devtools);
  return {
    before,
    after,
    firstMs: first.ms / tenth,
    lastMs: last.ms / tenth,
    ends: sum(first.ends, middle.ends, last.ends),
  };
}

interface Run {
  ms: number;
  ends: Record<string, number>;
}

function runFlows({ page, authUrl }: SoakPage, mode: 'popup' | 'iframe', flows: number): Promise<Run> {
  return page.evaluate(
    async ([address, launchMode, times]) => {
      const ends: Record<string, number> = {};
      const start = performance.now();
      for (let nth = 0; nth < times; nth += 1) {
        const { status } = await window.OpenConsent.openConsent({
          session: {
            id: 'soak',
            session_id: crypto.randomUUID(),
            auth_url: address,
            expires_at: Math.floor(Date.now() / 1000) + 600,
          },
          mode: launchMode,
        });
        ends[status] = (ends[status] ?? 0) + 1;
      }
      return { ms: performance.now() - start, ends };
    },
    [authUrl, mode, flows] as const,
  );
}

async function count({ context, page }: SoakPage, devtools: CDPSession): Promise<Counters> {
  await idle(context, page);
  // What one collection sets free (a window's wrapper, say) may hold what only the next one finds.
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { documents, nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, documents, nodes, listeners: jsEventListeners };
}

/** Windows close and dialogs leave a moment after their flow has ended. */
async function idle(context: BrowserContext, page: Page): Promise<void> {
  for (const other of context.pages()) if (other !== page) await other.waitForEvent('close').catch(() => {});
  await page.waitForFunction(() => !document.querySelector('iframe, .open-consent'));
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
}

function sum(...counts: Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, times] of counts.flatMap(Object.entries)) total[name] = (total[name] ?? 0) + times;
  return total;
}

declare global {
  interface Window {
    OpenConsent: typeof import('../../src/index.ts');
  }
}
