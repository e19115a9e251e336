import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { loseFocus } from '../support/focus.ts';
import { giveConsent } from '../support/give-consent.ts';
import { openHost, stage } from '../support/stage.ts';

/** The whole hunt: `RACES=50 npx vitest run --project e2e test/e2e/races.test.ts`. */
const RACES = Number(process.env['RACES'] ?? 4);
const timeout = 60_000 + RACES * 10_000;

const completed = (page: Page) => page.waitForFunction(() => window.stage?.completion);

it.each([true, false])(
  `two tabs at one callback address tell one outcome, ${RACES} times (named: %s)`,
  { timeout },
  async (named) => {
    const host = await openHost(stage);
    const tabs = [await host.context.newPage(), await host.context.newPage()];
    for (let round = 0; round < RACES; round++) {
      await host.page.goto(`${stage.host.origin}/host`);
      await host.page.bringToFront();
      await host.connect({ mode: 'redirect', callback: 'npm', named });
      await host.page.waitForURL(/127\.0\.0\.1/);
      const { home, sessionId } = stage.host.minted.at(-1) ?? { home: '', sessionId: '' };
      const address = `${home}${named ? '&' : '?'}session_id=${sessionId}&consent_id=c1`;
      await Promise.all(tabs.map((tab) => tab.goto(address)));
      await Promise.all(tabs.map(completed));
      const told = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.stage.log)));
      expect(told.flat()).toEqual(['completed success']);
    }
    await host.context.close();
  },
);

it(`a severed popup comes home once to a host page that is busy for three seconds, ${RACES} times`, {
  timeout,
}, async () => {
  const host = await openHost(stage);
  await loseFocus(host.page);
  for (let nth = 0; nth < RACES; nth++) {
    const opened = host.context.waitForEvent('page');
    const settings = { coop: 'same-origin', autopilot: 200, home: 'callback' } as const;
    await host.connect({ mode: 'popup', named: nth % 2 === 0, settings });
    await (await opened).waitForURL(/127\.0\.0\.1/);
    await host.page.evaluate(() => {
      const end = performance.now() + 3000;
      while (performance.now() < end);
    });
    expect(await host.outcome(nth)).toMatchObject({ status: 'success' });
    const told = (await host.log()).filter((entry) => /^(success|cancel|error)/.test(entry));
    expect(told).toEqual(Array(nth + 1).fill('success'));
    await expect.poll(() => host.context.pages().length).toBe(1);
  }
  await host.context.close();
});

it.each(['npm', 'script'] as const)(
  'a redirect left by Back, and then by Forward gone through, tells its success (%s)',
  async (callback) => {
    const host = await openHost(stage);
    // The driver would lose a page that comes back out of the cache, which takes none with another window in its group.
    await Promise.all([host.context.waitForEvent('page'), host.page.evaluate(() => void window.open())]);
    const ask = { mode: 'redirect', callback, named: true, institutionId: '88888' } as const;
    await host.connect({ ...ask, options: { state: 'kept' } });
    await host.page.waitForURL(/127\.0\.0\.1/);
    await host.page.goBack();
    await completed(host.page);
    expect(await host.completion()).toMatchObject({ outcome: { reason: 'dismissed' } });
    await host.page.goForward();
    await host.page.waitForURL(/127\.0\.0\.1/);
    await giveConsent(host.page);
    await host.page.waitForFunction(() => window.stage?.completion?.handled === 'outcome');
    expect(await host.completion()).toMatchObject({ outcome: { status: 'success' }, state: 'kept' });
    await host.context.close();
  },
);
