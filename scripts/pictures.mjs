// Takes the README's picture of each mode: the demo's page and the sandbox, in a real Chromium. Run it after a change of looks.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';

const FOLDER = 'docs/pictures';
const VIEW = { width: 900, height: 640 };
const WINDOW = { width: 420, height: 560 };

const demo = spawn(process.execPath, ['scripts/demo.mjs', '--port', '0', '--sandbox-port', '0']);
try {
  const origin = await originOf(demo);
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  for (const take of [popup, iframe, redirect]) await take(browser, `${origin}/demo/script-tag.html`);
  await browser.close();
} finally {
  demo.kill('SIGINT');
}

async function originOf(child) {
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const [, origin] = /Playground +(http:\S+?)\/\s/.exec(text) ?? [];
    if (origin) return origin;
  }
  throw new Error('the demo did not start');
}

async function press(browser, address, mode) {
  const context = await browser.newContext({ viewport: VIEW, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(address);
  const opened = mode === 'popup' ? context.waitForEvent('page') : undefined;
  await page.evaluate((chosen) => {
    const { openConsent, ...rest } = window.OpenConsent;
    window.OpenConsent = { ...rest, openConsent: (options) => openConsent({ ...options, mode: chosen }) };
  }, mode);
  await page.click('#connect');
  return { context, page, window: await opened };
}

/** A browser takes no picture of two windows at once: the second is laid over the first, as a desktop shows it. */
async function popup(browser, address) {
  const { context, page, window } = await press(browser, address, 'popup');
  await window.setViewportSize(WINDOW);
  await window.locator('[name=institution]').first().click();
  await window.getByRole('button', { name: 'Log in' }).waitFor();
  const pictures = await Promise.all(
    [page, window].map(async (one) => (await one.screenshot()).toString('base64')),
  );
  const desk = await context.newPage();
  await desk.setContent(layOver(...pictures, new URL(window.url()).hostname));
  await desk.screenshot({ path: `${FOLDER}/popup.png` });
  await context.close();
}

function layOver(below, above, host) {
  return `<style>
    body { margin: 0; overflow: hidden; background: url(data:image/png;base64,${below}) }
    figure { position: absolute; margin: 0; left: ${(VIEW.width - WINDOW.width) / 2}px; top: 24px; overflow: hidden;
      border: 1px solid #8b929c; border-radius: 8px; box-shadow: 0 12px 40px #0006 }
    figcaption { font: 13px/32px system-ui; padding: 0 12px; background: #e6e9ee; color: #333 }
    img { display: block }
  </style><figure><figcaption>${host}</figcaption><img src="data:image/png;base64,${above}"></figure>`;
}

async function iframe(browser, address) {
  const { context, page } = await press(browser, address, 'iframe');
  await page.frameLocator('iframe').locator('[name=institution]').first().waitFor();
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  await page.screenshot({ path: `${FOLDER}/iframe.png` });
  await context.close();
}

async function redirect(browser, address) {
  const { context, page } = await press(browser, address, 'redirect');
  await page.locator('[name=institution]').first().waitFor();
  await page.screenshot({ path: `${FOLDER}/redirect.png` });
  await context.close();
}
