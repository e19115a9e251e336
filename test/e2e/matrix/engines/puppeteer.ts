import puppeteer, { type BrowserContext, type LaunchOptions, type Page } from 'puppeteer-core';
import { ADDRESS_BAR } from '../../../support/browser.ts';
import type { Desk } from '../desk.ts';
import { waitFor } from '../wait-for.ts';
import type { MatrixBrowser, StartBrowser, Tab } from './browser.ts';

const CHROMIUM = process.env['OPEN_CONSENT_CHROMIUM'] ?? '/usr/bin/chromium';
const FIREFOX = process.env['OPEN_CONSENT_FIREFOX'] ?? '/usr/bin/firefox-esr';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-sync',
  `--disable-features=${ADDRESS_BAR}`,
];

/** What the driver would change of how the web behaves. */
const REAL = [
  '--disable-popup-blocking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

export const startChromium: StartBrowser = (desk) =>
  // A copy, because the driver takes the features out of it.
  start(desk, { browser: 'chrome', executablePath: CHROMIUM, args: [...FLAGS], ignoreDefaultArgs: REAL });

export const startFirefox: StartBrowser = (desk) =>
  start(desk, {
    browser: 'firefox',
    executablePath: FIREFOX,
    extraPrefsFirefox: { 'dom.disable_open_during_load': true },
  });

/** Headed: this driver leaves the focus alone, and without a screen there is none. */
async function start(desk: Desk, options: LaunchOptions): Promise<MatrixBrowser> {
  const { env } = desk;
  const browser = await puppeteer.launch({ ...options, env, headless: false, defaultViewport: null });
  // Its first window may come late, and would be taken for one that a flow has left.
  await waitFor('its first window', async () => (await desk.windows()) > 0);
  const profile = browser.defaultBrowserContext();
  const kept = await profile.pages();
  return {
    // A profile of its own for each cell costs Chromium a window, with two seconds of work. Storage goes by origin.
    open: (url) => openTab(desk, profile, url, () => closeAll(profile, kept)),
    async elsewhere(url) {
      const context = await browser.createBrowserContext();
      return openTab(desk, context, url, () => context.close());
    },
    close: () => browser.close(),
  };
}

/** All but the tab that keeps the window open. */
async function closeAll(context: BrowserContext, kept: Page[]): Promise<void> {
  const pages = await context.pages();
  await Promise.all(pages.filter((page) => !kept.includes(page)).map((page) => page.close()));
}

async function openTab(
  desk: Desk,
  context: BrowserContext,
  url: string,
  close: () => Promise<void>,
): Promise<Tab> {
  const page = await context.newPage();
  await page.bringToFront();
  await page.goto(url, { waitUntil: 'domcontentloaded' }).catch((error: Error) => {
    // A callback page may close itself before its driver has seen it load.
    if (!page.isClosed() && !/detached/.test(error.message)) throw error;
  });
  return {
    click: (selector) => page.click(selector),
    go: async (other) => void (await page.goto(other, { waitUntil: 'domcontentloaded' })),
    reload: async () => void (await page.reload({ waitUntil: 'domcontentloaded' })),
    // The driver's own waits for a load, and a page out of the back/forward cache has none.
    back: () => desk.press('alt+Left'),
    forward: () => desk.press('alt+Right'),
    another: (other) => openTab(desk, context, other, close),
    close,
  };
}
