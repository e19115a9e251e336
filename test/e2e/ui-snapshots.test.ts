import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type MarkupPage, openMarkup, SCRIPT, sessionUrl } from '../support/markup-page.ts';
import { poll } from '../support/poll.ts';
import { stage } from '../support/stage.ts';

const TURBO = createRequire(new URL('../apps/turbo/package.json', import.meta.url)).resolve(
  '@hotwired/turbo/dist/turbo.es2017-umd.js',
);
const LONG = { settings: {} };

const BUTTONS: [string, string][] = [
  ['its own button', 'Connect'],
  ['a button inside', '<button>Connect</button>'],
  ['what is a button by its role', '<div role="button" tabindex="0">Connect</div>'],
];

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>App</title><script src="/turbo.js"></script>${SCRIPT}</head><body>${body}</body></html>`;
const tag = (inside: string, attributes = 'mode="popup"') =>
  `<open-consent id="bank" ${attributes} session-url='${sessionUrl(LONG)}'>${inside}</open-consent>`;

const open = (body: string): Promise<MarkupPage> =>
  openMarkup(stage, {
    pages: {
      '/app': page(body),
      '/next': page('<h1>Next</h1>'),
      '/turbo.js': readFileSync(TURBO, 'utf8'),
    },
  });
const button = (at: Page) => at.getByRole('button', { name: 'Connect' });
const isActive = (at: Page) => at.waitForFunction(() => window.bank.state.phase === 'active');
const look = (at: Page) =>
  button(at).evaluate((it) => [
    it.getAttribute('aria-busy'),
    it.getAttribute('aria-disabled'),
    it.matches(':disabled'),
  ]);
const IDLE = [null, null, false];

/** To another page and back, by Turbo: it shows what it kept of this one. */
async function thereAndBack(at: Page): Promise<void> {
  await at.evaluate("Turbo.visit('/next')");
  await at.getByRole('heading', { name: 'Next' }).waitFor();
  await at.goBack();
  await button(at).waitFor();
}

describe.each(BUTTONS)('an element whose flow runs, with %s', (_, inside) => {
  it('is idle again when Turbo shows what it kept of the page, and connects', async () => {
    const app = await open(tag(inside));
    await app.page.evaluate(() => Object.assign(window.bank, { options: { ui: false } }));
    await button(app.page).click();
    await isActive(app.page);
    expect((await look(app.page))[0]).toBe('true');
    await thereAndBack(app.page);
    expect(await look(app.page)).toEqual(IDLE);
    expect(await app.page.evaluate(() => window.bank.state.phase)).toBe('idle');
    const [popup] = await Promise.all([app.context.waitForEvent('page'), button(app.page).click()]);
    await popup.waitForURL(/127\.0\.0\.1/);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it.each(['cloneNode', 'outerHTML'])('is idle as a copy (%s)', async (how) => {
    const app = await open(tag(inside));
    await button(app.page).click();
    await isActive(app.page);
    await app.page.evaluate((by) => {
      const { bank } = window;
      const copy = document.createElement('main');
      if (by === 'cloneNode') copy.append(bank.cloneNode(true));
      else copy.innerHTML = bank.outerHTML;
      bank.replaceWith(copy);
    }, how);
    await poll(() => app.page.locator('.open-consent').count()).toBe(0);
    expect(await look(app.page)).toEqual(IDLE);
    await app.context.close();
  });

  it('is as disabled as a copy as it was', async () => {
    const app = await open(tag(inside, 'mode="popup" disabled'));
    await app.page.evaluate(() => window.bank.replaceWith(window.bank.cloneNode(true)));
    expect(await look(app.page)).not.toEqual(IDLE);
    await app.page.evaluate(() => document.querySelector('open-consent')?.removeAttribute('disabled'));
    expect(await look(app.page)).toEqual(IDLE);
    await app.context.close();
  });
});

describe('what Turbo kept of a page', () => {
  it('scrolls, where our dialog was up and the body held the scroll bar', async () => {
    const css = '<style>body { overflow-y: scroll; margin: 0 } p { height: 300vh }</style>';
    const app = await open(`${css}${tag('Connect')}<p>Long</p>`);
    await button(app.page).click();
    await app.page.locator('.open-consent dialog').waitFor();
    expect(await app.page.evaluate(() => getComputedStyle(document.body).overflowY)).toBe('hidden');
    await thereAndBack(app.page);
    await poll(() => app.page.evaluate(() => getComputedStyle(document.body).overflowY)).toBe('scroll');
    expect(await app.page.locator('body').getAttribute('style')).toBeNull();
    await app.context.close();
  });

  it('has no frame of the provider’s that is nobody’s', async () => {
    const app = await open(`${tag('Connect', 'mode="iframe"')}<div id="here"></div>`);
    await app.page.evaluate(() => {
      window.bank.options = { container: document.querySelector('#here') as Element };
    });
    await button(app.page).click();
    await isActive(app.page);
    expect(await app.page.locator('#here iframe').count()).toBe(1);
    await thereAndBack(app.page);
    expect(await app.page.locator('iframe').count()).toBe(0);
    await app.context.close();
  });
});
