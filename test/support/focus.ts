import type { Page } from 'playwright-core';

/**
 * The page as it is while a window is in front of it. Playwright gives the focus to every page at once, and a page that
 * has it takes a window that a COOP header has severed for a closed one, after a while.
 */
export function loseFocus(page: Page): Promise<unknown> {
  return page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
}
