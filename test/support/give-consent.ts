import type { Frame, Page } from 'playwright-core';

/** Goes through the provider's pages as a user does who agrees, once the institution is chosen. */
export async function giveConsent(place: Page | Frame): Promise<void> {
  for (const name of ['Log in', 'Verify', 'Continue', 'Confirm'])
    await place.getByRole('button', { name }).click();
}
