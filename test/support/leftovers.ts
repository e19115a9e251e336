import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

export interface Leftovers {
  listeners: number;
  timers: number;
  channels: number;
  frames: number;
  windows: number;
}

const SCRIPT = fileURLToPath(new URL('pages/leftovers.js', import.meta.url));

/** Counts what scripts on the page hold on to; the same script is loaded by the pages of the fault table. */
export async function watchLeftovers(page: Page): Promise<void> {
  await page.addInitScript({ path: SCRIPT });
}
