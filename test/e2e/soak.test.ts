import { expect, it } from 'vitest';
import { soak } from '../soak/soak.ts';
import { stage } from '../support/stage.ts';

/** The whole soak: `SOAK_FLOWS=1000 npx vitest run --project e2e test/e2e/soak.test.ts`. */
const FLOWS = Number(process.env['SOAK_FLOWS'] ?? 20);
const WARM_UP = 5;
const TIMEOUT_MS = 60_000 + FLOWS * 3000;

it.each(['iframe', 'popup'] as const)(
  `${FLOWS} flows by %s leave the page as a few had left it`,
  { timeout: TIMEOUT_MS },
  async (mode) => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stage.host.origin}/soak`);
    const { before, after, ends } = await soak({ context, page }, mode, { flows: FLOWS, warmUp: WARM_UP });
    await context.close();
    console.log(`soak, ${FLOWS} flows by ${mode}:`, JSON.stringify({ before, after }));
    expect(ends).toEqual({ success: WARM_UP + FLOWS });
    expect({ ...after, heapBytes: 0 }).toEqual({ ...before, heapBytes: 0 });
    expect(after).toMatchObject({ windows: 1, documents: 1, aborters: 0 });
    // The engine's own caches, and no more than a trace for each flow.
    expect(after.heapBytes - before.heapBytes).toBeLessThan(400_000 + FLOWS * 500);
  },
);
