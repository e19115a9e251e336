import { beforeAll, describe, expect, it } from 'vitest';
import { ar } from '../../../src/texts/ar.ts';
import { en } from '../../../src/texts/en.ts';
import { giveConsent } from '../../support/give-consent.ts';
import { focusIs, isGone, press, pressButton } from '../../support/keyboard.ts';
import { type Ask, type HostPage, openHost, stage } from '../../support/stage.ts';

/**
 * Opens a window that a blocker or the user closes after `ms` milliseconds of the page's clock. The test moves that clock
 * by hand: on a busy machine a timer of 50 ms may fire after 200.
 */
async function openAndCloseAfter({ page, connect }: HostPage, ms: number, ask: Ask): Promise<void> {
  await page.evaluate((delay) => {
    const { open } = window;
    window.open = (...args) => {
      const popup = open.call(window, ...args);
      setTimeout(() => popup?.close(), delay);
      return popup;
    };
  }, ms);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await connect(ask);
  await page.clock.runFor(1000);
}

describe('a window that a blocker closes at once', () => {
  const minting: Ask = { mode: 'popup', delayMs: 3000 };

  it('was blocked, and not closed by the user', async () => {
    const host = await openHost(stage);
    await openAndCloseAfter(host, 50, minting);
    expect(await host.outcome()).toMatchObject({ status: 'failed', error: { code: 'popup_blocked' } });
    await host.context.close();
  });

  it('is no reason to give up in mode auto: a redirect goes on', async () => {
    const host = await openHost(stage);
    await openAndCloseAfter(host, 50, { mode: 'auto', delayMs: 1000 });
    await host.page.waitForURL(/127\.0\.0\.1/);
    await host.context.close();
  });

  it('is told from a user who is quick', async () => {
    const host = await openHost(stage);
    await openAndCloseAfter(host, 300, minting);
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
    await host.context.close();
  });
});

describe('a window that the browser blocks', () => {
  it('opens from the panel, by keyboard alone', async () => {
    const host = await press({ mode: 'popup', institutionId: '88888' }, '/ui', (page) =>
      page.evaluate(() => {
        // One window a click: this one uses it up.
        const first = () => Object.assign(window, { other: window.open('about:blank') });
        document.querySelector('#connect')?.addEventListener('click', first, { capture: true, once: true });
      }),
    );
    const { page, context } = host;
    await focusIs(page, 'Your browser blocked the window');
    expect(await host.log()).toContain('popup_blocked');
    await page.evaluate('window.other.close()');
    const opened = context.waitForEvent('page');
    await pressButton(page, 'Open window');
    await giveConsent(await opened);
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'popup' });
    await isGone(host);
    await focusIs(page, 'Connect your bank');
    await context.close();
  });
});

describe('two quick presses', () => {
  it.each(['/host', '/ui'])('open one window, and ask for one session (%s)', async (path) => {
    const host = await openHost(stage, path);
    const before = stage.host.minted.length;
    const opened = host.context.waitForEvent('page');
    const ask: Ask = { mode: 'popup', delayMs: 300, ...(path === '/ui' && { options: { ui: false } }) };
    await host.page.evaluate((next) => Object.assign(window, { next }), ask as object);
    await host.page.dblclick('#connect');
    await (await opened).waitForURL(/127\.0\.0\.1/);
    expect(host.context.pages()).toHaveLength(2);
    expect(stage.host.minted).toHaveLength(before + 1);
    await host.context.close();
  });
});

describe('a window that is still blank', () => {
  it.each([
    ['en', 'ltr', en],
    ['ar', 'rtl', ar],
  ] as const)('says what is about to come (%s)', async (lang, dir, { openingTitle, openingText }) => {
    const host = await openHost(stage, '/ui');
    const opened = host.context.waitForEvent('page');
    await host.page.addScriptTag({ url: '/dist/texts/ar.global.js' });
    await host.connect({ mode: 'popup', delayMs: 30_000, options: { ui: { lang } } });
    const popup = await opened;
    await expect.poll(() => popup.title()).toBe(openingTitle);
    expect(await popup.locator('p').textContent()).toBe(openingText);
    const { lang: spoken, dir: written } = await popup
      .locator('html')
      .evaluate(({ lang, dir }: HTMLElement) => ({ lang, dir }));
    expect([spoken, written]).toEqual([lang, dir]);
    await host.context.close();
  });
});

describe('a page that the user decides to stay on', () => {
  it('is usable again, and the flow is dismissed', async () => {
    const host = await openHost(stage, '/ui');
    const { page } = host;
    await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.type());
      return dialog.dismiss();
    });
    await host.connect({ mode: 'redirect' });
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    expect(asked).toEqual(['beforeunload']);
    await page.locator('.open-consent').waitFor({ state: 'detached' });
    expect(await page.locator('#connect').isEnabled()).toBe(true);
    await host.context.close();
  });
});

describe('a flow that code cancels right after `opened`', () => {
  const delays = Array.from({ length: 10 }, (_, nth) => 8 + nth * 2);

  /** One host for all: what is measured is the race of the close with the browser's change of process. */
  let host: HostPage;
  beforeAll(async () => {
    host = await openHost(stage);
  });

  it.each(delays)('closes its window (after %i ms)', async (delay) => {
    const opened = host.context.waitForEvent('page');
    await host.page.evaluate((ms) => {
      const { log } = window.stage;
      const count = log.length;
      const timer = setInterval(() => {
        if (!log.slice(count).includes('opened')) return;
        clearInterval(timer);
        setTimeout(() => window.stage.flows.at(-1)?.cancel(), ms);
      });
    }, delay);
    await host.connect({ mode: 'popup' });
    const popup = await opened;
    await expect.poll(() => popup.isClosed()).toBe(true);
    await expect.poll(() => host.leftovers()).toMatchObject({ windows: 0 });
  });
});

describe('a window that the user closes on the last page', () => {
  it.each([
    ['success', { status: 'success' }],
    ['pending', { status: 'cancelled', reason: 'popup_closed' }],
  ] as const)('is told as the server knows it (%s)', async (status, expected) => {
    const host = await openHost(stage);
    await host.page.route('**/status', (route) => route.fulfill({ json: { status } }));
    const opened = host.context.waitForEvent('page');
    await host.connect({ mode: 'popup', options: { getStatus: '/status' } });
    const popup = await opened;
    await popup.waitForURL(/127\.0\.0\.1/);
    await popup.close();
    expect(await host.outcome()).toMatchObject(expected);
    await host.context.close();
  });
});

describe('a page that goes on at once, in its handler', () => {
  it.each([
    ['none', 'message'],
    ['bare', 'both'],
  ] as const)('leaves no window behind (callback page: %s)', async (callback, home) => {
    const host = await openHost(stage);
    await host.page.evaluate(() => {
      const { log } = window.stage;
      log.push = (entry) => {
        if (entry === 'success') location.assign('/forger');
        return Array.prototype.push.call(log, entry);
      };
    });
    await host.connect({ mode: 'popup', callback, settings: { autopilot: 1, home } });
    await host.page.waitForURL(/forger/);
    await expect.poll(() => host.context.pages().length).toBe(1);
    await host.context.close();
  });
});

describe('a page that comes back out of the browser’s page cache', () => {
  it('gets the data that it asks for anew', async () => {
    const host = await openHost(stage);
    const before = stage.host.reports.length;
    await host.page.evaluate(() => {
      const report = (told: object) => void navigator.sendBeacon('/report', JSON.stringify(told));
      addEventListener('pageshow', ({ persisted }) => {
        if (!persisted) return;
        const ask = encodeURIComponent(JSON.stringify({ delayMs: 1000 }));
        fetch(`/session?ask=${ask}`, { method: 'POST' })
          .then((response) => response.json())
          .then(
            () => report({ status: 'fetched' }),
            ({ name }: Error) => report({ status: name }),
          );
      });
    });
    await host.connect({ mode: 'redirect' });
    await host.page.waitForURL(/127\.0\.0\.1/);
    await host.page.evaluate(() => history.back()).catch(() => {});
    const told = () => stage.host.reports.slice(before).map(({ status }) => status as string);
    await expect.poll(told).toEqual(['cancelled', 'fetched']);
    await host.context.close();
  });
});
