import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSoakPage } from '../soak/open-soak-page.ts';
import { soak } from '../soak/soak.ts';
import { launchChromium } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** `npm run bench` runs a thousand of each. */
const FLOWS = Number(process.env['SOAK_FLOWS'] ?? 40);

describe('a page that runs flow after flow', () => {
  it.each(['iframe', 'popup'] as const)('in %s mode grows by nothing', async (mode) => {
    const place = await openSoakPage(browser);
    const { before, after, ends } = await soak(place, mode, FLOWS);
    await place.close();
    expect(ends).toEqual({ success: FLOWS });
    const { heapBytes, ...dom } = after;
    expect(dom).toEqual({ documents: before.documents, nodes: before.nodes, listeners: before.listeners });
    // A flow that somebody kept would weigh more than this; what engines keep for themselves is less.
    expect((heapBytes - before.heapBytes) / FLOWS).toBeLessThan(2000);
  });
});
