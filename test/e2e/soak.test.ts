import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stage, setStage } from '../support/stage.ts';

/** The whole soak: `SOAK_FLOWS=1000 npx vitest run --project e2e test/e2e/soak.test.ts`. */
const FLOWS = Number(process.env['SOAK_FLOWS'] ?? 20);
const WARM_UP = 5;
const TIMEOUT_MS = 60_000 + FLOWS * 3000;
/** Longer than anything lingers after its flow: a hidden frame, a window's second close. */
const LINGER_MS = 1800;

type Way = 'popup' | 'iframe';

declare global {
  interface Window {
    runFlows(count: number, way: Way): Promise<number>;
  }
}

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

interface Counters {
  heap: number;
  nodes: number;
  documents: number;
  listeners: number;
  /** Every flow has two for as long as anything holds it. */
  aborters: number;
  windows: number;
}

/** How much the page holds more after many flows than after a few. */
async function growth(way: Way): Promise<Counters> {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${stage.host.origin}/soak`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  const run = async (flows: number) => {
    expect(await page.evaluate(([n, w]) => window.runFlows(n, w), [flows, way] as const)).toBe(flows);
    await page.waitForTimeout(LINGER_MS);
    return { ...(await count(cdp)), windows: context.pages().length };
  };
  const before = await run(WARM_UP);
  const after = await run(FLOWS);
  await context.close();
  console.log(`soak, ${FLOWS} flows by ${way}:`, JSON.stringify({ before, after }));
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - before[name as keyof Counters]]),
  ) as unknown as Counters;
}

/** What the page holds once all that can be collected has been. */
async function count(cdp: CDPSession): Promise<Omit<Counters, 'windows'>> {
  for (let turn = 0; turn < 4; turn++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, documents, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  const aborters = await countObjects(cdp, 'AbortController');
  return { heap: usedSize, nodes, documents, listeners: jsEventListeners, aborters };
}

async function countObjects(cdp: CDPSession, name: string): Promise<number> {
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: `${name}.prototype`,
    objectGroup: 'soak',
  });
  const { objects } = await cdp.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId as string,
    objectGroup: 'soak',
  });
  const { result: properties } = await cdp.send('Runtime.getProperties', {
    objectId: objects.objectId as string,
    ownProperties: true,
  });
  await cdp.send('Runtime.releaseObjectGroup', { objectGroup: 'soak' });
  return properties.filter(({ name: index }) => /^\d+$/.test(index)).length;
}

it.each(['iframe', 'popup'] as const)(
  `${FLOWS} flows by %s leave the page as a few had left it`,
  { timeout: TIMEOUT_MS },
  async (way) => {
    const { heap, ...rest } = await growth(way);
    expect(rest).toEqual({ nodes: 0, documents: 0, listeners: 0, aborters: 0, windows: 0 });
    // The engine's own caches, and no more than a trace for each flow.
    expect(heap).toBeLessThan(400_000 + FLOWS * 500);
  },
);
