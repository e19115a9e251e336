import { watchLeftovers } from '../../support/leftovers.ts';
import type { Bench } from '../host.ts';
import { inRounds } from '../rounds.ts';
import { over, type Row } from '../row.ts';
import { median } from '../statistics.ts';

/** A page that does nothing but hold 100 elements. */
export async function idleElements(bench: Bench): Promise<Row> {
  const rounds = Math.ceil(30 * bench.effort);
  const samples = await inRounds(['open-consent'], { rounds }, () => upgradeOnce(bench));
  const { timers, listeners } = await heldWhenIdle(bench);
  const held = `timers: ${timers}, listeners of window and document: ${listeners}`;
  return {
    what: 'Upgrade of 100 `<open-consent>` elements, and what the idle page holds',
    bar: 'under 5 ms; no timer; one listener at most',
    unit: 'ms',
    samples,
    missed: timers > 0 || listeners > 1 ? held : over(median(samples['open-consent'] ?? []), 5, 'ms'),
    why:
      'about two fifths of it is the first element’s: code that runs for the first time, and the style sheet. Of each ' +
      'further one, two thirds are the browser’s own work on its shadow root, button and listeners.',
    notes: [`Held: ${held}.`],
  };
}

/** The elements are in the page before the script is: `customElements.define` upgrades them all before it returns. */
async function upgradeOnce({ browser, site }: Bench): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const { define } = customElements;
    customElements.define = (...rest) => {
      const start = performance.now();
      define.apply(customElements, rest);
      Object.assign(window, { took: performance.now() - start });
    };
  });
  await page.goto(`${site.host}/elements?isolated`);
  const took = (await page.evaluate('window.took')) as number;
  await context.close();
  return took;
}

/** In a page that counts what is acquired, which takes time itself. */
async function heldWhenIdle({ browser, site }: Bench) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await watchLeftovers(page);
  await page.goto(`${site.host}/elements`);
  // The texts are read once more when the page has loaded: past that, it is idle.
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
  const held = await page.evaluate(() => window.leftovers());
  await context.close();
  return held;
}
