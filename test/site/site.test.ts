import { mkdirSync, readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { browser } from '../support/connect.ts';
import { SITE } from './support/build-site.ts';
import { listen, overhang, type Seen, see, violations, visit } from './support/look-at.ts';

const { origin } = inject('site');
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

const files = readdirSync(SITE, { recursive: true, encoding: 'utf8' }).map((file) =>
  file.replaceAll('\\', '/'),
);
const pages = files.filter((file) => file.endsWith('.html') && file !== '404.html');

/** One page looks at every address: a fresh one for each would take most of the time. */
let page: Page;
let troubles: string[];
const seen = new Map<string, Seen>();

beforeAll(async () => {
  const context = await browser.newContext({ viewport: NARROW, reducedMotion: 'reduce' });
  page = await context.newPage();
  troubles = listen(page, origin);
});
afterAll(() => page.context().close());

describe('each page of the site', () => {
  it.each(pages)(
    '%s at 320 px has no error, nothing that axe calls serious, and no scrolling sideways',
    async (file) => {
      troubles.length = 0;
      await visit(page, `${origin}/${file}`);
      seen.set(file, await see(page));
      expect(troubles).toEqual([]);
      expect(await violations(page, '#VPContent')).toEqual([]);
      expect(await overhang(page)).toBe(0);
    },
  );

  it('is listed in the sidebar', async () => {
    const { links } = seen.get('start.html') as Seen;
    const missing = pages.filter((file) => !links.some((link) => fileOf(link) === file));
    expect(missing).toEqual([]);
  });

  it('has no link to a page or a heading that is not there', () => {
    expect(
      [...seen].flatMap(([file, { links }]) => links.filter(isDead).map((link) => `${file}: ${link}`)),
    ).toEqual([]);
  });
});

function fileOf(link: string): string {
  const { pathname } = new URL(link);
  return pathname === '/' ? 'index.html' : pathname.slice(1);
}

function isDead(link: string): boolean {
  const { origin: there, hash } = new URL(link);
  if (there !== origin) return false;
  const target = seen.get(fileOf(link));
  if (!target) return !files.includes(fileOf(link));
  return hash !== '' && !target.ids.includes(decodeURIComponent(hash.slice(1)));
}

describe.each(['light', 'dark'] as const)('with what is around it, in %s colours,', (colorScheme) => {
  it.each(['index', 'start', 'errors', 'fault-table'])(
    '%s has nothing that axe calls serious',
    async (name) => {
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme });
      await visit(page, `${origin}/${name}.html`);
      expect(await page.locator('html.dark').count()).toBe(colorScheme === 'dark' ? 1 : 0);
      expect(await violations(page, 'html')).toEqual([]);
    },
  );
});

describe('the search', () => {
  it.each([
    ['popup blocked', /Error codes|Troubleshooting/],
    ['session_expired', /Error codes/],
    ['Next', /Servers\s+Next/],
  ])('finds “%s” at once', async (words, title) => {
    await visit(page, `${origin}/start.html`);
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('searchbox').fill(words);
    const results = page.locator('#localsearch-list').getByRole('option');
    // What was searched before is there first.
    const best = async () => (await results.allInnerTexts()).slice(0, 3).join('\n');
    await expect.poll(best).toMatch(title);
  });
});

describe('for assistants', () => {
  it('has every page as Markdown, and lists each', async () => {
    const listed = await (await fetch(`${origin}/llms.txt`)).text();
    const missing = pages
      .map((file) => file.replace('.html', '.md'))
      .filter((file) => file !== 'index.md')
      .filter((file) => !files.includes(file) || !listed.includes(`](/${file})`));
    expect(missing).toEqual([]);
  });

  it('has all of them in one file', async () => {
    const full = await (await fetch(`${origin}/llms-full.txt`)).text();
    for (const words of ['popup_blocked', 'session_expired', 'createConsentServer'])
      expect(full).toContain(words);
  });
});

/** Looked at by people, not compared. */
describe('a picture for people', () => {
  it.each(
    ['index', 'servers'].flatMap((name) =>
      (['light', 'dark'] as const).flatMap((scheme) =>
        [390, 1280].map((width) => [name, scheme, width] as const),
      ),
    ),
  )('of %s, %s, at %d px', async (name, colorScheme, width) => {
    mkdirSync('test/screenshots', { recursive: true });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await visit(page, `${origin}/${name}.html`);
    await page.screenshot({ path: `test/screenshots/site-${name}-${colorScheme}-${width}.png` });
  });
});
