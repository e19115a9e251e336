import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { poll } from './poll.ts';
import { type Ask, type HostPage, openHost, stage } from './stage.ts';

/** Opens the page, writes down whatever takes the focus, and presses its button by the Enter key. */
export async function press(
  ask: Ask,
  path = '/ui',
  before?: (page: Page) => Promise<unknown>,
): Promise<HostPage> {
  const host = await openHost(stage, path);
  await host.page.evaluate(() => {
    const log: string[] = [];
    Object.assign(window, { focusLog: log, next: null });
    document.addEventListener('focusin', (event) => {
      log.push((event.composedPath()[0] as Element).tagName);
    });
    // All that a page hears of a frame that takes the focus.
    window.addEventListener('blur', () => {
      if (document.activeElement?.shadowRoot?.activeElement?.tagName === 'IFRAME') log.push('IFRAME');
    });
    new MutationObserver(() => {
      if (document.querySelector('.open-consent')) Object.assign(window, { drawn: true });
    }).observe(document.documentElement, { childList: true });
  });
  await before?.(host.page);
  await host.page.evaluate((next) => Object.assign(window, { next }), ask as object);
  await host.page.locator('#connect').focus();
  await host.page.keyboard.press('Enter');
  return host;
}

export const dialog = (page: Page): Locator => page.locator('.open-consent').getByRole('dialog');

/** Waits until the page inside the frame has loaded. */
export const loaded = (page: Page): Promise<void> =>
  page.locator('.open-consent .frame:not(:has(.loading))').waitFor();

export const heading = (page: Page, name: string): Promise<void> =>
  dialog(page).getByRole('heading', { name }).waitFor();

/** What has the focus, through shadow roots, by its name. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (at?.tagName === 'IFRAME') return 'the frame';
    return at?.getAttribute('aria-label') ?? at?.textContent?.trim().slice(0, 40) ?? '';
  });
}

export const focusIs = (page: Page, name: string): Promise<void> => poll(() => focused(page)).toBe(name);

/** Walks on with Tab until `name` has the focus, and presses it. */
export async function pressButton(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 6 && (await focused(page)) !== name; steps++) await page.keyboard.press('Tab');
  expect(await focused(page)).toBe(name);
  await page.keyboard.press('Enter');
}

/** Nothing is left of the widget. */
export async function isGone({ page }: HostPage): Promise<void> {
  await poll(() => page.locator('.open-consent').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.hasAttribute('style'))).toBe(false);
}
