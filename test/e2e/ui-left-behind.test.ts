import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildApp } from '../apps/build-app.ts';
import { openApp } from '../apps/open-app.ts';
import type { SessionRequest } from '../support/host-server.ts';
import { openMarkup, SCRIPT, sessionUrl } from '../support/markup-page.ts';
import { poll } from '../support/poll.ts';
import { type Ask, openHost, stage } from '../support/stage.ts';

let app: BuiltApp;
beforeAll(async () => {
  app = await buildApp('react-hook');
});

/** What leaves a panel up: a failure that the user may mend, and one that is the end. */
const FAILURES: [string, SessionRequest][] = [
  ['interrupted', { status: 500, body: '{}' }],
  ['settled', { settings: { autopilot: 1, ending: 'upstream_failure' } }],
];
const TITLE = 'We couldn’t finish connecting your bank';

const panel = (page: Page) => page.locator('.open-consent').getByRole('dialog', { name: TITLE });

/** No panel, a page that scrolls, and the focus where it was. */
async function nothingIsLeft(page: Page, focus: string): Promise<void> {
  await poll(() => page.locator('.open-consent').count()).toBe(0);
  const left = await page.evaluate(() => ({
    overflow: getComputedStyle(document.documentElement).overflowY,
    sheets: document.adoptedStyleSheets.length,
    focus: document.activeElement?.textContent?.trim(),
  }));
  expect(left).toEqual({ overflow: 'visible', sheets: 0, focus });
}

/** It is still there a moment later. */
async function stays(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((later) => setTimeout(later, 300)));
  expect(await panel(page).count()).toBe(1);
}

describe.each(FAILURES)('the panel of a failure (%s)', (phase, ask) => {
  const asked: Ask = { mode: 'popup', ...ask };

  it('goes when code ends the flow', async () => {
    const host = await openHost(stage, '/ui');
    await host.connect(asked);
    await panel(host.page).waitFor();
    expect(await host.phase()).toBe(phase);
    await stays(host.page);
    await host.page.evaluate(() => window.stage.flows.at(-1)?.cancel());
    await nothingIsLeft(host.page, 'Connect your bank');
    expect(await host.outcome()).toMatchObject({ status: 'failed' });
    expect((await host.log()).filter((entry) => entry.startsWith('error'))).toHaveLength(1);
    await host.context.close();
  });

  it('goes when the signal is aborted', async () => {
    const { page, context } = await openHost(stage, '/ui');
    await page.evaluate((session) => {
      const leaving = new AbortController();
      const button = document.createElement('button');
      button.textContent = 'Go';
      button.onclick = () => {
        window.OpenConsent.openConsent({
          session: () => fetch(session, { method: 'POST' }),
          mode: 'popup',
          signal: leaving.signal,
        });
      };
      document.body.append(button);
      Object.assign(window, { leaving });
    }, sessionUrl(ask));
    await page.getByRole('button', { name: 'Go' }).click();
    await panel(page).waitFor();
    await stays(page);
    await page.evaluate('window.leaving.abort()');
    await nothingIsLeft(page, 'Go');
    await context.close();
  });

  it('goes with the component', async () => {
    const { page, context } = await openApp(stage, app, { ...asked, mode: 'popup' });
    await page.getByRole('button', { name: 'open', exact: true }).click();
    await panel(page).waitFor();
    await stays(page);
    await page.evaluate(() => {
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === 'leave')?.click();
    });
    await nothingIsLeft(page, 'next roundleave');
    await context.close();
  });

  it.each(['is removed', 'is told to cancel', 'is opened once more'])(
    'goes with the element that %s',
    async (what) => {
      const markup = `<open-consent id="bank" mode="popup" session-url='${sessionUrl(ask)}'>Connect</open-consent>`;
      const { page, context } = await openMarkup(stage, {
        pages: { '/app': `<!doctype html><meta charset="utf-8">${SCRIPT}${markup}` },
      });
      await page.getByRole('button', { name: 'Connect' }).click();
      await panel(page).waitFor();
      await stays(page);
      if (what === 'is opened once more') {
        if (phase === 'interrupted') return context.close(); // that flow goes on
        await page.evaluate(() => {
          window.bank.options = { session: () => new Promise(() => {}) };
          window.bank.open();
        });
        await page.getByText('Continue in the window that opened').waitFor();
        expect(await page.locator('.open-consent dialog').count()).toBe(1);
        await page.evaluate(() => window.bank.cancel());
      } else if (what === 'is removed') await page.evaluate(() => window.bank.remove());
      else await page.evaluate(() => window.bank.cancel());
      await nothingIsLeft(page, what === 'is removed' ? '' : 'Connect');
      await context.close();
    },
  );
});

declare global {
  interface Window {
    OpenConsent: typeof import('../../src/global.ts');
  }
}
