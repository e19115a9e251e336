import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loseFocus } from '../support/focus.ts';
import {
  connectButton,
  consent,
  frameOf,
  openPlayground,
  outcomeOf,
  timelineOf,
} from '../support/playground.ts';
import { type Demo, runDemo, startDemo, stopDemo } from '../support/run-demo.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const SCREENS = [
  [1280, 800],
  [390, 660],
  [320, 560],
] as const;

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

describe('the playground', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(() => stopDemo(demo));

  const open = (settings = '', look?: Parameters<typeof openPlayground>[1]) =>
    openPlayground(`${demo.origin}/${settings && `?${settings}`}`, look);

  async function openPopup(page: Page): Promise<Page> {
    const [popup] = await Promise.all([page.waitForEvent('popup'), connectButton(page).click()]);
    return popup;
  }

  it('connects in a popup, where auto takes one, to the app as its own callback page', async () => {
    const page = await open('callback=spa');
    await consent(await openPopup(page));
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'popup' });
    await expect.poll(() => page.context().pages().length).toBe(1);
    await page.context().close();
  });

  it('connects in a popup that nothing leads back from', async () => {
    const page = await open('mode=popup&callback=none&autopilot=200');
    await openPopup(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'popup' });
    await page.context().close();
  });

  it.each(['iframe', 'dialog'] as const)('connects in a frame (%s)', async (mode) => {
    const page = await open(`mode=${mode}`);
    await connectButton(page).click();
    await consent(await frameOf(page));
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'iframe' });
    await page.context().close();
  });

  it('connects by redirect, and keeps its settings, its timeline and the state', async () => {
    const page = await open('mode=redirect&callback=spa');
    await page.locator('#theme').selectOption('dark');
    await connectButton(page).click();
    await page.waitForURL(`${demo.sandboxOrigin}/**`);
    await consent(page);
    await page.waitForURL(`${demo.origin}/**`);
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'redirect' });
    expect(await page.locator('#returned-state').textContent()).toContain('the playground');
    expect(await page.locator('[name=mode]:checked').getAttribute('value')).toBe('redirect');
    expect(await page.locator('#theme').inputValue()).toBe('dark');
    expect(await timelineOf(page)).toContain('Left for the provider');
    await page.context().close();
  });

  it('connects in a popup that COOP has cut off, with no panels and no callback page but the app', async () => {
    const page = await open('mode=popup&callback=spa&coop=same-origin&panels=off&autopilot=200');
    await loseFocus(page);
    await openPopup(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'popup' });
    await page.context().close();
  });

  it('cancels by its own button where no panels are shown', async () => {
    const page = await open('mode=popup&panels=off');
    const popup = await openPopup(page);
    await popup.waitForURL(`${demo.sandboxOrigin}/**`);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(await page.locator('#state').textContent()).toContain('aborted');
    await page.context().close();
  });

  it('tells of a cancel at the provider, to the user in the user’s language', async () => {
    const page = await open('mode=iframe&lang=fr');
    await connectButton(page).click();
    await (await frameOf(page)).getByRole('button', { name: 'Cancel' }).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'cancelled', reason: 'user_cancelled' });
    const words = page.locator('#words p');
    expect([await words.getAttribute('lang'), await words.textContent()]).toEqual([
      'fr',
      expect.stringContaining('Vous avez annulé'),
    ]);
    await page.context().close();
  });

  it('shows the widget, and the code for it, as a shared link says', async () => {
    const link = 'mode=dialog&theme=dark&lang=de&confirmClose=off';
    const page = await open(link);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Bank verbinden' }).click();
    const provider = await frameOf(page);
    await provider.getByRole('button', { name: 'Cancel' }).waitFor();
    const dialog = page.getByRole('dialog', { name: 'Bank verbinden' });
    expect(await page.locator('.open-consent').getAttribute('lang')).toBe('de');
    expect(await page.locator('.open-consent').getAttribute('data-theme')).toBe('dark');
    await dialog.getByRole('button', { name: 'Schließen' }).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'cancelled', reason: 'dismissed' });

    const code = page.getByRole('tabpanel').locator('pre');
    const tag = '<open-consent session-url="/api/auth-session" mode="iframe" theme="dark" lang="de">';
    expect(await code.textContent()).toContain(tag);
    await page.getByRole('tab', { name: 'Script tag' }).press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'npm', selected: true }).evaluate(isFocused)).toBe(true);
    expect(await code.textContent()).toContain("ui: { theme: 'dark', texts: de, confirmClose: false },");
    expect(await page.evaluate(() => [...CSS.highlights.keys()])).toContain('code-str');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await copied()).toBe(await code.textContent());

    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('status').filter({ hasText: 'Link copied' }).waitFor();
    expect(await copied()).toBe(`${demo.origin}/?${link}`);
    await page.context().close();
  });

  it('keeps the address in step with what is set, and forgets all on reset', async () => {
    const page = await open('scenario=cut-off&lang=fr');
    expect(await page.locator('#scenario').textContent()).toContain('The bank cuts the window off');
    await page.locator('#ending').selectOption('denied');
    const query = () => new URL(page.url()).search;
    expect(query()).toBe('?mode=popup&lang=fr&ending=denied&coop=same-origin&autopilot=1000');
    expect(await page.locator('#scenario').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Reset to defaults' }).click();
    await expect.poll(query).toBe('');
    expect(await page.locator('#coop').inputValue()).toBe('');
    await page.context().close();
  });

  it('says what in a shared link it cannot use, and uses the rest', async () => {
    const page = await open('mode=tab&ending=denied&utm_source=mail');
    expect(await page.locator('#problems li').allTextContents()).toEqual([
      expect.stringContaining('mode must be one of auto, popup'),
      expect.stringContaining('utm_source=mail'),
    ]);
    expect(await page.locator('#ending').inputValue()).toBe('denied');
    await page.context().close();
  });

  it('has its button first, in view, at every width', async () => {
    const page = await open();
    for (const [width, height] of SCREENS) {
      await page.setViewportSize({ width, height });
      const box = await connectButton(page).boundingBox();
      expect(box && box.y + box.height).toBeLessThan(height / 2);
    }
    const first = 'main :is(button, input, select, a)';
    expect(await page.locator(first).first().getAttribute('id')).toBe('connect');
    await page.context().close();
  });

  it('is accessible in light and dark, and fits 320 pixels', async () => {
    const page = await open('mode=redirect&callback=none&theme=auto', {
      viewport: { width: 320, height: 700 },
    });
    await page.locator('#advice li').waitFor();
    await page.locator('#problems li').waitFor();
    await page.getByLabel('Inline frame').check();
    await connectButton(page).click();
    await (await frameOf(page)).getByRole('button', { name: 'Cancel' }).click();
    await outcomeOf(page);
    expect(await timelineOf(page)).toContain('Cancelled at the provider');
    await page.addScriptTag({ path: AXE });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // A colour on its way to another has neither's contrast.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
      );
      expect(violations, colorScheme).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  });

  it('serves a page that does it by script tag', async () => {
    const page = await open();
    await page.goto(`${demo.origin}/demo/script-tag.html`);
    await consent(await openPopup(page));
    await page.getByText('The session is').waitFor();
    await page.context().close();
  });
});

describe('the demo server', () => {
  let blocker: Server;
  let taken: string;
  beforeAll(async () => {
    blocker = createServer().listen(0, 'localhost');
    await once(blocker, 'listening');
    taken = String((blocker.address() as AddressInfo).port);
  });
  afterAll(() => blocker.close());

  it('says in one line which port is taken, and which flag changes it', async () => {
    const run = runDemo('--port', taken, '--sandbox-port', '0');
    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(new RegExp(`^demo: Port ${taken} is taken\\..* --port .*\\n$`));
  });

  it('says so of the sandbox’s port as well', async () => {
    const sandbox = createServer().listen(0, '127.0.0.1');
    await once(sandbox, 'listening');
    const { port } = sandbox.address() as AddressInfo;
    const run = runDemo('--port', '0', '--sandbox-port', String(port));
    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(new RegExp(`^demo: Port ${port} is taken\\..* --sandbox-port .*\\n$`));
    sandbox.close();
  });

  // Windows has no signals: there a process that is killed cannot clean up.
  const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);

  it.each(SIGNALS)('frees its ports at once on %s', async (signal) => {
    const demo = await startDemo();
    expect((await fetch(demo.origin)).status).toBe(200);
    const before = Date.now();
    demo.process.kill(signal);
    expect(await demo.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(3000);
    for (const origin of [demo.origin, demo.sandboxOrigin]) await expect(fetch(origin)).rejects.toThrow();
  });
});
