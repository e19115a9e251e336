import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type BuiltApp, buildApp } from '../apps/build-app.ts';
import { type AppAsk, type AppPage, openApp, type Surroundings } from '../apps/open-app.ts';
import { LAUNCH } from '../support/browser.ts';
import { stage } from '../support/stage.ts';

let app: BuiltApp;
beforeAll(async () => {
  app = await buildApp('preload');
});

const frame: AppAsk = { mode: 'iframe', institutionId: '88888' };
const button = ({ page }: AppPage) => page.getByRole('button', { name: 'Connect your bank' });
const links = ({ page }: AppPage) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel="preconnect"]')].map(({ href }) => href),
  );
/** How often the part that draws was asked for: by the page's script, or to be ready for it. */
const chunks = ({ page }: AppPage) =>
  page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('mount-widget')).length,
  );

const open = (ask: AppAsk = frame, around?: Surroundings) => openApp(stage, app, ask, around);

/** Goes there, away, and there again. */
async function hoverTwice(opened: AppPage): Promise<void> {
  await button(opened).hover();
  await opened.page.mouse.move(0, 0);
  await opened.page.mouse.move(500, 500);
  await button(opened).hover();
}

describe('preload()', () => {
  it('has the dialog at hand when the press comes, and asks for nothing before it is called', async () => {
    const opened = await open();
    const { page, context } = opened;
    await page.waitForLoadState('networkidle');
    expect([await links(opened), await chunks(opened)]).toEqual([[], 0]);
    await hoverTwice(opened);
    await expect.poll(() => chunks(opened)).toBeGreaterThan(0);
    await page.waitForLoadState('networkidle');
    expect(await links(opened)).toEqual(['https://auth.fiskil.com/']);
    const loaded = await chunks(opened);
    // Without a network there is nothing but what is there already.
    await context.route('**/app/dist/**', (route) => route.abort());
    await button(opened).click();
    await page.locator('.open-consent').getByRole('dialog').waitFor();
    expect(await chunks(opened)).toBe(loaded);
    expect(opened.errors).toEqual([]);
    await context.close();
  });

  it('keeps to the origins that are allowed, and to what is drawn', async () => {
    const allowedOrigins = ['https://auth.example.com', 'https://bank.example.com'];
    const opened = await open({ ...frame, preload: { allowedOrigins, ui: false } });
    await hoverTwice(opened);
    expect(await links(opened)).toEqual(['https://auth.example.com/', 'https://bank.example.com/']);
    await opened.page.waitForLoadState('networkidle');
    expect(await chunks(opened)).toBe(0);
    await opened.context.close();
  });

  it('adds nothing to a page that connects by itself', async () => {
    const opened = await open();
    await opened.page.evaluate(() => {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'preconnect', href: 'https://auth.fiskil.com' });
      document.head.append(link);
    });
    await hoverTwice(opened);
    expect(await links(opened)).toHaveLength(1);
    await opened.context.close();
  });

  it('is silent where the part that draws does not load, and a window opens all the same', async () => {
    const opened = await open({ ...frame, mode: 'popup' });
    await opened.context.route('**/mount-widget*', (route) => route.abort());
    const failed = opened.page.waitForEvent('requestfailed');
    await button(opened).hover();
    await failed;
    const window = opened.context.waitForEvent('page');
    await button(opened).click();
    await (await window).waitForURL(/127\.0\.0\.1/);
    expect(opened.errors).toEqual([]);
    await opened.context.close();
  });

  it('connects to the provider, under a strict policy too', async () => {
    const connected: string[] = [];
    const provider = createServer().on('connection', () => connected.push('connected'));
    await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
    const origin = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const policy =
      "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    await withProfile(async (context) => {
      const opened = await open(
        { ...frame, preload: { allowedOrigins: [origin] } },
        { context, headers: { 'content-security-policy': policy } },
      );
      await button(opened).hover();
      await expect.poll(() => connected.length).toBeGreaterThan(0);
      await expect.poll(() => chunks(opened)).toBeGreaterThan(0);
      expect(opened.errors).toEqual([]);
    });
    provider.closeAllConnections();
    await new Promise((closed) => provider.close(closed));
  });

  it('does nothing on a server', async () => {
    const { preload } = (await import(
      new URL('../../dist/index.js', import.meta.url).href
    )) as typeof import('../../src/index.ts');
    expect(preload()).toBeUndefined();
  });
});

const NO_BACKGROUND = '--disable-background-networking';

/** A browser with a profile: Chromium connects beforehand for nobody who browses in private. */
async function withProfile(run: (context: BrowserContext) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'open-consent-'));
  const context = await chromium.launchPersistentContext(folder, {
    ...LAUNCH,
    chromiumSandbox: inject('chromium').sandbox,
    args: LAUNCH.args.filter((flag) => flag !== NO_BACKGROUND),
    ignoreDefaultArgs: [NO_BACKGROUND],
  });
  try {
    await run(context);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
