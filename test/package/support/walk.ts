import type { FrameLocator, Page } from 'playwright-core';

const BUTTONS = ['Log in', 'Verify', 'Continue', 'Confirm'];

/** Gives consent on the sandbox's pages, up to a button: the first bank, any log-in, any code, all accounts. */
export async function giveConsent(provider: Page | FrameLocator, last = 'Confirm'): Promise<void> {
  await provider.locator('[name=institution]').first().click();
  await pressOn(provider, last);
}

/** The same for a session that has its bank already, as a renewal does. */
export async function pressOn(provider: Page | FrameLocator, last = 'Confirm'): Promise<void> {
  for (const name of BUTTONS.slice(0, BUTTONS.indexOf(last) + 1)) {
    await provider.getByRole('button', { name, exact: true }).click();
  }
}

/** Presses a button that opens a window, and gives consent there. */
export async function connectInWindow(page: Page, button: string): Promise<void> {
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: button, exact: true }).click();
  await giveConsent(await opened);
}
