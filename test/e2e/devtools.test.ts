import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browser } from '../support/connect.ts';
import { openServed, type ServedPage } from '../support/open-served.ts';
import { timelineFlows } from '../support/timeline-flows.ts';

const SHOTS = new URL('../screenshots/', import.meta.url).pathname;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ORIGIN = 'http://timeline.test';

/** Nothing inline, no style but the page's own, and no way around Trusted Types. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PAGE = `<!doctype html><html lang="en"><title>Timelines</title><script src="/watch.js"></script>
<link rel="stylesheet" href="/page.css"><script type="module" src="/draw.js"></script><main><h1>Timelines</h1></main>`;

/** The page's own rules are in the way wherever they can be. */
const CSS = `* { color: hotpink !important; padding: 9px !important; } li { display: none !important; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); gap: 1rem; }`;

const WATCH = `window.violations = [];
addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));`;

const draw = (names: readonly string[]) => `import { createTimeline } from '/devtools.js';
const flows = ${JSON.stringify(names.map((name) => timelineFlows[name]))};
window.timelines = flows.map((events) => createTimeline(document.querySelector('main'), { events }));`;

beforeAll(() => {
  mkdirSync(SHOTS, { recursive: true });
});

async function openTimelines(names: readonly string[], look: BrowserContextOptions): Promise<ServedPage> {
  const files = new Map([
    ['/', PAGE],
    ['/page.css', CSS],
    ['/watch.js', WATCH],
    ['/draw.js', draw(names)],
    ['/devtools.js', readFileSync('dist/devtools.js', 'utf8')],
  ]);
  const context = await browser.newContext(look);
  const served = await openServed(context, `${ORIGIN}/`, {
    files,
    headers: { 'content-security-policy': POLICY },
  });
  await served.page.locator('li').last().waitFor({ state: 'attached' });
  return served;
}

const violations = (page: Page) => page.evaluate('violations') as Promise<string[]>;

function axe(page: Page): Promise<string[]> {
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
}

describe('a timeline on a strict page', () => {
  it.each([1280, 320])(
    'breaks no policy, fits, and is accessible in light and dark at %i pixels',
    async (width) => {
      const { page, errors } = await openTimelines(['cut off', 'one-time password', 'redirect'], {
        viewport: { width, height: 900 },
      });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `${SHOTS}timelines-${width}.png`, fullPage: true });
      // Before axe, which has styles of its own.
      expect(await violations(page)).toEqual([]);
      // The page's own rules are the fixture's fault: what they do to its heading is not looked at.
      await page.evaluate(() => document.querySelector('link')?.remove());
      // By the driver, past the policy: a script of the page's it is not.
      await page.evaluate(readFileSync(AXE, 'utf8'));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axe(page), colorScheme).toEqual([]);
      }
      expect([await violations(page), errors]).toEqual([[], []]);
      await page.context().close();
    },
  );

  it('draws eight flows side by side where there is room', async () => {
    const names = Object.keys(timelineFlows).slice(0, 8);
    const { page, errors } = await openTimelines(names, { viewport: { width: 2560, height: 1400 } });
    const columns = await page
      .locator('.open-consent-timeline')
      .evaluateAll((hosts) => new Set(hosts.map((host) => host.getBoundingClientRect().left)).size);
    expect([columns, await violations(page), errors]).toEqual([4, [], []]);
    await page.screenshot({ path: `${SHOTS}timelines-eight.png`, fullPage: true });
    await page.context().close();
  });

  it('draws every row with its lanes beside its words', async () => {
    const { page } = await openTimelines(['cut off'], { viewport: { width: 1280, height: 900 } });
    const rows = await page.locator('li').evaluateAll((items) =>
      items.map((item) => {
        const [lanes, words] = [item.querySelector('svg'), item.querySelector('.words')];
        const [left, right] = [lanes?.getBoundingClientRect(), words?.getBoundingClientRect()];
        return (left?.height ?? 0) >= (right?.height ?? 1) && (left?.right ?? 1) <= (right?.left ?? 0);
      }),
    );
    expect(rows).toHaveLength(10);
    expect(rows.every(Boolean)).toBe(true);
    await page.context().close();
  });

  it('is worked by keyboard: save, clear, fold', async () => {
    const { page } = await openTimelines(['success'], {
      viewport: { width: 390, height: 900 },
      acceptDownloads: true,
    });
    const names: string[] = [];
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press('Tab');
      names.push(
        await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? ''),
      );
    }
    expect(names.slice(0, 3)).toEqual(['Save as SVG', 'Save as JSON', 'Clear']);
    expect(names[3]).toContain('Flow 1');
    await page.keyboard.press('Enter');
    expect(await page.locator('li').first().isVisible()).toBe(false);
    await page.context().close();
  });

  it('saves the newest flow as a picture that stands alone, and the events as JSON', async () => {
    const { page } = await openTimelines(['late'], { acceptDownloads: true });
    const save = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return text(await download.createReadStream());
    };
    const picture = await save('Save as SVG');
    expect(JSON.parse(await save('Save as JSON'))).toEqual(timelineFlows['late']);
    expect(await violations(page)).toEqual([]);

    const viewer = await page.context().newPage();
    await viewer.setContent(`<img src="data:image/svg+xml,${encodeURIComponent(picture)}">`);
    const size = () => viewer.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(size).toBe(900);
    await viewer.screenshot({ path: `${SHOTS}timeline-file.png` });
    await page.context().close();
  });
});
