import type { BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsentOutcome } from '../../src/index.ts';
import { browser } from './connect.ts';

/** Opens the playground, in a context of its own. */
export async function openPlayground(
  address: string,
  look: BrowserContextOptions = { viewport: { width: 1280, height: 900 } },
): Promise<Page> {
  const context = await browser.newContext(look);
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('#connect').waitFor();
  return page;
}

export function connectButton(page: Page): Locator {
  return page.locator('#connect');
}

/** What a person would press, on the sandbox's pages. */
export async function consent(provider: Page | Frame): Promise<void> {
  await provider.getByRole('button', { name: 'Banking Sandbox Data Holder' }).click();
  await provider.getByLabel('Customer number').fill('12345678');
  await provider.getByRole('button', { name: 'Log in' }).click();
  await provider.getByLabel('One-time password').fill('123456');
  for (const name of ['Verify', 'Continue', 'Confirm']) await provider.getByRole('button', { name }).click();
}

export async function outcomeOf(page: Page): Promise<ConsentOutcome> {
  const outcome = page.locator('#outcome');
  await expect.poll(() => outcome.textContent()).toContain('"status"');
  return JSON.parse((await outcome.textContent()) ?? '') as ConsentOutcome;
}

/** Presses a button of the widget's panel, once it is there. */
export function pressInPanel(page: Page, name: string): Promise<void> {
  return page.locator('.open-consent').getByRole('button', { name }).click();
}

/** What the newest flow's timeline says, row by row. */
export async function timelineOf(page: Page): Promise<string[]> {
  const rows = page.locator('#timeline details').first().locator('li .title');
  return (await rows.allTextContents()).map((title) => title.replaceAll('\u00a0', ' '));
}

export async function frameOf(page: Page): Promise<Frame> {
  const isProvider = (frame: Frame) => frame.url().startsWith('http://127.0.0.1:');
  await expect.poll(() => page.frames().some(isProvider)).toBe(true);
  return page.frames().find(isProvider) as Frame;
}

/** The end of `loseFocus()`. */
export async function regainFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(document, { hasFocus: () => true });
    window.dispatchEvent(new Event('focus'));
  });
}
