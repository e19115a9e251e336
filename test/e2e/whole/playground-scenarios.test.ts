import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '../../../demo/playground/scenarios.ts';
import { loseFocus } from '../../support/focus.ts';
import {
  connectButton,
  consent,
  openPlayground,
  outcomeOf,
  pressInPanel,
  regainFocus,
  timelineOf,
} from '../../support/playground.ts';
import { type Demo, startDemo, stopDemo } from '../../support/run-demo.ts';

/** What a person does after the press, and a row that the timeline must have. */
interface Play {
  act?(page: Page): Promise<unknown>;
  shows: string;
  /** The pace of the provider's pages; a scenario's own is for people to watch. */
  paceMs?: number;
  /** The event that the play ends with, where that is not the outcome. */
  until?: string;
}

const popupOf = (page: Page) =>
  page
    .context()
    .pages()
    .find((one) => one !== page) ?? page.context().waitForEvent('page');

const PLAYS: Readonly<Record<string, Play>> = {
  works: { shows: 'Success' },
  blocked: { act: (page) => pressInPanel(page, 'Open window'), shows: 'Window blocked' },
  'cut-off': { shows: 'Window out of sight', paceMs: 600 },
  status: { shows: 'Window out of sight' },
  'frame-refused': { act: (page) => pressInPanel(page, 'Continue in a new window'), shows: 'Frame silent' },
  'another-tab': {
    act: async (page) => (await popupOf(page)).getByRole('link', { name: 'Return to the app' }).click(),
    shows: 'Back at the callback page',
  },
  'wrong-password': { act: (page) => pressInPanel(page, 'Start again'), shows: 'Success' },
  'logged-out': { act: (page) => pressInPanel(page, 'Close'), shows: 'Failed: session_request_failed' },
  'slow-server': { shows: 'Success' },
  closed: {
    async act(page) {
      const popup = await popupOf(page);
      await popup.getByRole('heading', { name: 'Choose your institution' }).waitFor();
      await popup.close();
      await regainFocus(page);
    },
    shows: 'Cancelled: window closed',
  },
  expired: {
    async act(page) {
      const panel = page.locator('.open-consent').getByRole('button', { name: 'Start again' });
      await panel.waitFor();
      const [popup] = await Promise.all([page.waitForEvent('popup'), panel.click()]);
      await consent(popup);
    },
    shows: 'Success',
  },
  denied: { shows: 'Cancelled: denied at the bank' },
  'bank-down': {
    act: (page) => pressInPanel(page, 'Close'),
    shows: 'Failed: CONSENT_UPSTREAM_PROCESSING_ERROR',
  },
  'no-code': { shows: 'Back at the callback page' },
  late: {
    async act(page) {
      await page.getByText('Still there?').waitFor();
      await pressInPanel(page, 'Cancel');
    },
    shows: 'Late: success',
    paceMs: 800,
    until: 'late_outcome',
  },
  redirect: { shows: 'Left for the provider' },
};

describe('the scenarios', () => {
  let demo: Demo;
  let page: Page;
  let pace = 0;
  /** The same settings, at a pace that is for tests. */
  const setPace = () =>
    page.route('**/api/auth-session*', (route) => {
      const url = new URL(route.request().url());
      const settings = JSON.parse(url.searchParams.get('sandbox') ?? '{}');
      if (settings.autopilot)
        url.searchParams.set('sandbox', JSON.stringify({ ...settings, autopilot: pace }));
      return route.continue({ url: url.href });
    });
  beforeAll(async () => {
    demo = await startDemo();
    page = await openPlayground(demo.origin);
    await setPace();
  });
  // Some windows stay: nothing can close one that a COOP header cut off.
  afterEach(async ({ task }) => {
    for (const other of page.context().pages()) if (other !== page) await other.close();
    if (task.result?.state === 'fail') await page.goto(demo.origin);
  });
  afterAll(async () => {
    await page.context().close();
    await stopDemo(demo);
  });

  it.each(scenarios.map(({ id, title, ends }) => [title, ends, id] as const))(
    '“%s” ends with %s, as it says',
    async (title, ends, id) => {
      const {
        act,
        shows,
        paceMs = 200,
        until = '"status"',
      } = PLAYS[id] ?? { shows: 'nothing is known of it' };
      pace = paceMs;
      await page.getByRole('button', { name: title }).click();
      expect(await page.locator('#scenario').textContent()).toContain(title);
      expect(new URL(page.url()).search).toBe(`?scenario=${id}`);
      expect(await connectButton(page).evaluate((button) => button === document.activeElement)).toBe(true);
      await loseFocus(page);
      await page.keyboard.press('Enter');
      await act?.(page);
      expect((await outcomeOf(page)).status).toBe(ends);
      await expect
        .poll(() => page.locator('#events, #outcome').allTextContents())
        .toContainEqual(expect.stringContaining(until));
      expect(await timelineOf(page)).toContain(shows);
      await regainFocus(page);
    },
  );
});
