import type { BrowserContext, CDPSession, Page } from 'playwright-core';

export type SoakMode = 'popup' | 'iframe';

/** What Chromium counts in the host page's process, after it was made to collect its garbage. */
interface Counters {
  heapBytes: number;
  documents: number;
  nodes: number;
  listeners: number;
  /** Every flow has some, for as long as anything holds it. */
  aborters: number;
  /** Of the page's whole context, itself included. */
  windows: number;
}

export interface SoakResult {
  before: Counters;
  after: Counters;
  /** Milliseconds of the first tenth of the flows, each, and of the last: a page must not grow slower either. */
  firstMs: number;
  lastMs: number;
  /** All flows by how they ended, those of the warm-up too. */
  ends: Record<string, number>;
}

/** A page that opens a flow when it is asked, by `window.openFlow`, which the provider ends by itself. */
export interface SoakPage {
  context: BrowserContext;
  page: Page;
}

export interface SoakLength {
  flows: number;
  /** What is made once (style sheets, compiled code, caches) is there after this many, before anything is counted. */
  warmUp: number;
}

const IDLE = 'new Promise((done) => requestIdleCallback(() => done()))';

/** What has not gone by then is there to stay, and is counted. */
const PATIENCE_MS = 5000;

/** Runs flows one after the other in one page, and counts before and after. */
export async function soak(at: SoakPage, mode: SoakMode, { flows, warmUp }: SoakLength): Promise<SoakResult> {
  const devtools = await at.context.newCDPSession(at.page);
  const warm = await runFlows(at, mode, warmUp);
  const before = await count(at, devtools);
  const run = await runFlows(at, mode, flows);
  const after = await count(at, devtools);
  const tenth = Math.ceil(flows / 10);
  return {
    before,
    after,
    firstMs: mean(run.times.slice(0, tenth)),
    lastMs: mean(run.times.slice(-tenth)),
    ends: tally([...warm.ends, ...run.ends]),
  };
}

/** How long each flow took, and how it ended. */
interface Run {
  times: number[];
  ends: string[];
}

/** Each flow in a call of its own: a call counts as a click, and a click may open one window. */
async function runFlows({ page }: SoakPage, mode: SoakMode, flows: number): Promise<Run> {
  const run: Run = { times: [], ends: [] };
  for (let nth = 0; nth < flows; nth += 1) {
    const { status, ms } = await page.evaluate(async (launchMode) => {
      const start = performance.now();
      const outcome = await window.openFlow(launchMode);
      return { status: outcome.status, ms: performance.now() - start };
    }, mode);
    run.times.push(ms);
    run.ends.push(status);
  }
  return run;
}

async function count({ context, page }: SoakPage, devtools: CDPSession): Promise<Counters> {
  await comeToRest(context, page);
  // First, so that what the question itself costs is there at every count.
  const aborters = await countHeld(devtools, 'AbortController');
  // What one collection sets free (a window's wrapper, say) may hold what only the next one finds.
  for (let round = 0; round < 4; round += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { documents, nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  const windows = context.pages().length;
  return { heapBytes: usedSize, documents, nodes, listeners: jsEventListeners, aborters, windows };
}

/** Windows close and dialogs leave a moment after their flow has ended. */
async function comeToRest(context: BrowserContext, page: Page): Promise<void> {
  const timeout = PATIENCE_MS;
  const others = context.pages().filter((other) => other !== page);
  const closed = others.map((other) => other.waitForEvent('close', { timeout }));
  const left = page.waitForFunction(() => !document.querySelector('iframe, .open-consent'), null, {
    timeout,
  });
  await Promise.allSettled([...closed, left]);
  await page.evaluate(IDLE);
}

/** How many objects of a class anything holds for good: the engine itself may have the last ones in hand. */
async function countHeld(devtools: CDPSession, name: string): Promise<number> {
  let held = await countObjects(devtools, name);
  for (const end = Date.now() + PATIENCE_MS; held > 0 && Date.now() < end; ) {
    await devtools.send('Runtime.evaluate', { expression: IDLE, awaitPromise: true });
    held = await countObjects(devtools, name);
  }
  return held;
}

/** How many objects of a class there are, past a collection. */
async function countObjects(devtools: CDPSession, name: string): Promise<number> {
  const objectGroup = 'soak';
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `${name}.prototype`,
    objectGroup,
  });
  const prototypeObjectId = result.objectId as string;
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId, objectGroup });
  const all = await devtools.send('Runtime.getProperties', {
    objectId: objects.objectId as string,
    ownProperties: true,
  });
  await devtools.send('Runtime.releaseObjectGroup', { objectGroup });
  return all.result.filter(({ name: index }) => /^\d+$/.test(index)).length;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tally(names: string[]): Record<string, number> {
  const times: Record<string, number> = {};
  for (const name of names) times[name] = (times[name] ?? 0) + 1;
  return times;
}

declare global {
  interface Window {
    openFlow(mode: SoakMode): PromiseLike<{ status: string }>;
  }
}
