import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { giveConsent } from '../support/give-consent.ts';
import { poll } from '../support/poll.ts';
import { type Ask, type HostPage, hostPage, stage } from '../support/stage.ts';

const autopilot = 1;
const CHUNK = /\/dist\/chunks\/mount-widget|\/node_modules\/preact\//;
const frame: Ask = { mode: 'iframe', dialog: true, institutionId: '88888' };
const popup: Ask = { mode: 'popup', institutionId: '88888' };

/** The page with the npm entry; `onChunk` stands between it and the part that draws. */
async function openLazy(onChunk: (route: Route) => unknown): Promise<HostPage> {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.route(CHUNK, (route) => void onChunk(route));
  await page.goto(`${stage.host.origin}/ui-lazy`);
  await page.waitForFunction(() => window.stage);
  return hostPage(page, context);
}

/** Something that is told once. */
function signal() {
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell: () => tell() };
}

/** Holds what it is given until it is let go. */
function gate() {
  const [arrived, opened] = [signal(), signal()];
  return {
    arrived: arrived.told,
    open: opened.tell,
    async hold(route: Route) {
      arrived.tell();
      await opened.told;
      await route.continue();
    },
  };
}

const lost = (route: Route) => route.abort();
const drawn = (page: Page) => page.locator('.open-consent').count();

describe.concurrent('the part that draws', () => {
  it('is not asked for before a flow needs it', async () => {
    const asked: string[] = [];
    const { page, context, connect } = await openLazy((route) => {
      asked.push(route.request().url());
      return route.continue();
    });
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual([]);
    await connect({ ...popup, delayMs: 60_000 });
    await page.locator('.open-consent').getByRole('dialog').waitFor();
    expect(asked.filter((url) => url.includes('mount-widget'))).toHaveLength(1);
    await context.close();
  });

  it('is not waited for by the window, which opens in the click', async () => {
    const { arrived, open, hold } = gate();
    const host = await openLazy(hold);
    const { page, context } = host;
    const opened = context.waitForEvent('page');
    await host.connect(popup);
    const window = await opened;
    await arrived;
    await window.waitForURL(/127\.0\.0\.1/);
    expect(await drawn(page)).toBe(0);
    open();
    await page
      .locator('.open-consent')
      .getByRole('heading', { name: 'Continue in the window that opened' })
      .waitFor();
    await giveConsent(window);
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await poll(() => drawn(page)).toBe(0);
    await context.close();
  });

  it('draws nothing when it comes after the end', async () => {
    const { arrived, open, hold } = gate();
    const host = await openLazy(hold);
    const { page, context } = host;
    await host.connect({ ...popup, settings: { autopilot } });
    await arrived;
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await page.evaluate(() => {
      new MutationObserver(() => Object.assign(window, { drawn: true })).observe(document.documentElement, {
        childList: true,
      });
    });
    const loaded = page.waitForResponse(/jsxRuntime/);
    open();
    await (await loaded).finished();
    // Past the modules' own tasks.
    await page.evaluate("import('preact/jsx-runtime').then(() => new Promise(requestAnimationFrame))");
    expect(await page.evaluate('window.drawn')).toBeUndefined();
    await context.close();
  });

  it('shows the dialog, frame and all, when it comes late', async () => {
    const { arrived, open, hold } = gate();
    const host = await openLazy(hold);
    const { page, context } = host;
    await host.connect(frame);
    await arrived;
    await poll(() => host.phase()).toBe('active');
    open();
    await giveConsent(await host.provider());
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'iframe' });
    await poll(() => drawn(page)).toBe(0);
    await context.close();
  });
});

describe.concurrent('without the part that draws', () => {
  it('a popup ends in success all the same', async () => {
    const host = await openLazy(lost);
    await host.connect({ ...popup, settings: { autopilot } });
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'popup' });
    expect(await drawn(host.page)).toBe(0);
    await host.context.close();
  });

  it('a frame that the page has a place for ends in success all the same', async () => {
    const host = await openLazy(lost);
    await host.connect({ mode: 'iframe', institutionId: '88888', settings: { autopilot } });
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'iframe' });
    await host.context.close();
  });

  it('a frame that only the dialog could hold fails as ui_unavailable, once', async () => {
    const host = await openLazy(lost);
    await host.connect(frame);
    expect(await host.outcome()).toMatchObject({
      status: 'failed',
      error: { code: 'ui_unavailable', retry: 'new_session' },
    });
    expect((await host.log()).filter((name) => name.startsWith('error'))).toEqual(['error ui_unavailable']);
    expect(await host.page.locator('iframe').count()).toBe(0);
    await host.context.close();
  });

  it('a window that the browser blocked has no button to open it, and fails as ui_unavailable', async () => {
    const host = await openLazy(lost);
    await host.page.evaluate(() => Object.assign(window, { open: () => null }));
    await host.connect(popup);
    expect(await host.outcome()).toMatchObject({ status: 'failed', error: { code: 'ui_unavailable' } });
    await host.context.close();
  });

  it('what a retry might have mended ends as failed', async () => {
    const host = await openLazy(lost);
    await host.connect({ ...popup, settings: { autopilot, ending: 'otp_failure' } });
    expect(await host.outcome()).toMatchObject({
      status: 'failed',
      error: { errorType: 'CONSENT_OTP_FAILURE' },
    });
    await host.context.close();
  });
});
