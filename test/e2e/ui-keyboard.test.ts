import type { Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loseFocus } from '../support/focus.ts';
import { giveConsent } from '../support/give-consent.ts';
import {
  dialog,
  focused,
  focusIs,
  heading,
  isGone,
  loaded,
  press,
  pressButton,
} from '../support/keyboard.ts';
import { poll } from '../support/poll.ts';
import type { Ask } from '../support/stage.ts';

const frame: Ask = { mode: 'iframe', dialog: true, institutionId: '88888' };
const popup: Ask = { mode: 'popup', institutionId: '88888' };
const autopilot = 1;
const CONNECT = 'Connect your bank';
const LEAVE = 'Leave without connecting?';

const sessionOf = (place: Page | Frame) => new URL(place.url()).searchParams.get('sess_id');
const outcomes = (log: string[]) => log.filter((name) => /^(success|cancel|error)/.test(name));

describe.concurrent('the dialog, by keyboard alone', () => {
  it('gives the focus to its close button first, and never to the frame', async () => {
    const { page, context } = await press(frame);
    await focusIs(page, 'Close');
    await loaded(page);
    await focusIs(page, 'Close');
    expect(await page.evaluate('window.focusLog')).not.toContain('IFRAME');
    await context.close();
  });

  it('keeps Tab within itself: the close button, the frame, and round again', async () => {
    const { page, context } = await press(frame);
    await loaded(page);
    await focusIs(page, 'Close');
    await page.keyboard.press('Tab');
    await focusIs(page, 'the frame');
    // Round the frame's own controls and back: how many there are is the provider's business.
    await poll(async () => {
      await page.keyboard.press('Tab');
      return focused(page);
    }).toBe('Close');
    expect(await page.evaluate('window.focusLog')).toEqual(
      expect.not.arrayContaining(['A', 'INPUT', 'MAIN', 'BODY']),
    );
    await context.close();
  });

  it.each([
    ['while the session is being minted', { ...frame, delayMs: 60_000 }],
    ['while its first page is on its way', { ...frame, settings: { delayMs: 60_000 } }],
  ])('is left by Escape at once %s', async (_when, ask) => {
    const host = await press(ask);
    await focusIs(host.page, 'Close');
    await host.page.keyboard.press('Escape');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await isGone(host);
    await focusIs(host.page, CONNECT);
    await host.context.close();
  });

  it.each(['Escape', 'Enter'])('asks before it is left with %s, once the frame has loaded', async (key) => {
    const host = await press(frame);
    const { page } = host;
    await loaded(page);
    await focusIs(page, 'Close');
    await page.keyboard.press(key);
    await heading(page, LEAVE);
    await focusIs(page, LEAVE);
    expect(await host.phase()).toBe('active');
    await pressButton(page, 'Stay');
    await poll(() => page.getByText(LEAVE).count()).toBe(0);
    await focusIs(page, 'Close');
    expect(await host.phase()).toBe('active');
    await page.keyboard.press(key);
    await pressButton(page, 'Leave');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await isGone(host);
    await focusIs(page, CONNECT);
    await host.context.close();
  });

  it('keeps the focus out of the frame while it asks', async () => {
    const { page, context } = await press(frame);
    await loaded(page);
    await page.keyboard.press('Escape');
    await focusIs(page, LEAVE);
    for (let steps = 0; steps < 8; steps++) await page.keyboard.press('Tab');
    expect(await page.evaluate('window.focusLog')).not.toContain('IFRAME');
    await context.close();
  });

  it('is left by a second Escape', async () => {
    const host = await press(frame);
    await loaded(host.page);
    await host.page.keyboard.press('Escape');
    await heading(host.page, LEAVE);
    await host.page.keyboard.press('Escape');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await isGone(host);
    await focusIs(host.page, CONNECT);
    expect(outcomes(await host.log())).toEqual(['cancel dismissed']);
    await host.context.close();
  });

  it.each(['Escape', 'Enter'])('is left at once with %s where confirmClose is false', async (key) => {
    const host = await press({ ...frame, options: { ui: { confirmClose: false } } });
    await loaded(host.page);
    await focusIs(host.page, 'Close');
    await host.page.keyboard.press(key);
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await isGone(host);
    await focusIs(host.page, CONNECT);
    await host.context.close();
  });

  it('gives the focus back after a success, and leaves nothing behind', async () => {
    const host = await press({ ...frame, settings: { autopilot } });
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'iframe' });
    await isGone(host);
    await focusIs(host.page, CONNECT);
    await host.context.close();
  });

  it('offers a window for a silent frame where Tab comes by before the frame, and goes on in it', async () => {
    const host = await press({ ...frame, options: { iframe: { readyTimeoutMs: 300 } } });
    const { page, context } = host;
    await dialog(page).getByText('Nothing showing?').waitFor();
    await focusIs(page, 'Close');
    const session = sessionOf((await host.provider()) as Frame);
    const opened = context.waitForEvent('page');
    await pressButton(page, 'Continue in a new window');
    const window = await opened;
    await window.waitForURL(/127\.0\.0\.1/);
    expect(sessionOf(window)).toBe(session);
    expect(await page.evaluate('window.focusLog')).not.toContain('IFRAME');
    await focusIs(page, 'Continue in the window that opened');
    await giveConsent(window);
    expect(await host.outcome()).toMatchObject({ status: 'success', sessionId: session, mode: 'popup' });
    await isGone(host);
    await focusIs(page, CONNECT);
    await context.close();
  });

  it('does not load the frame again when the offer of a window comes up', async () => {
    const { page, context } = await press({ ...frame, options: { iframe: { readyTimeoutMs: 1500 } } });
    await loaded(page);
    let moves = 0;
    page.on('framenavigated', () => moves++);
    await dialog(page).getByText('Nothing showing?').waitFor();
    await dialog(page).frameLocator('iframe').getByRole('button', { name: 'Log in' }).click();
    await dialog(page).frameLocator('iframe').getByRole('button', { name: 'Verify' }).waitFor();
    expect(moves).toBe(1);
    await context.close();
  });

  it('goes on in a window where the page’s own policy keeps the frame out', async () => {
    const host = await press(frame, "/ui?header=Content-Security-Policy:frame-src 'none'");
    const { page, context } = host;
    await focusIs(page, 'This can’t be shown here');
    const opened = context.waitForEvent('page');
    await pressButton(page, 'Continue in a new window');
    await giveConsent(await opened);
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'popup' });
    expect((await host.log()).filter((name) => name === 'session_requested')).toHaveLength(1);
    await isGone(host);
    await context.close();
  });
});

describe.concurrent('the panels, by keyboard alone', () => {
  it('shows the window without ending anything, and Cancel dismisses', async () => {
    const host = await press(popup);
    const { page, context } = host;
    await focusIs(page, 'Continue in the window that opened');
    await poll(() => host.phase()).toBe('active');
    await pressButton(page, 'Show window');
    await poll(() => host.phase()).toBe('active');
    await pressButton(page, 'Cancel');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed', mode: 'popup' });
    await poll(() => context.pages().length).toBe(1);
    await isGone(host);
    await focusIs(page, CONNECT);
    await context.close();
  });

  it('is dismissed by Escape while a window is open', async () => {
    const host = await press(popup);
    await focusIs(host.page, 'Continue in the window that opened');
    await host.page.keyboard.press('Escape');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await isGone(host);
    await host.context.close();
  });

  it('opens a window that was lost again, for the same session', async () => {
    const host = await press({ ...popup, settings: { coop: 'same-origin' } }, '/ui', loseFocus);
    const { page, context } = host;
    await focusIs(page, 'Still there?');
    const [, first] = context.pages();
    const opened = context.waitForEvent('page');
    await pressButton(page, 'Open again');
    const second = await opened;
    await second.waitForURL(/127\.0\.0\.1/);
    expect(sessionOf(second)).toBe(sessionOf(first as Page));
    await giveConsent(second);
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    expect((await host.log()).filter((name) => name === 'session_requested')).toHaveLength(1);
    await isGone(host);
    await context.close();
  });

  it.each([frame, popup])('starts again in $mode mode, within the same flow', async (ask) => {
    const host = await press(
      { ...ask, settings: { autopilot, ending: 'otp_failure' } },
      '/ui',
      secondSession({ ...ask, settings: { autopilot } }),
    );
    const { page, context } = host;
    await focusIs(page, 'We couldn’t finish connecting your bank');
    await dialog(page).getByText('The one-time password wasn’t accepted.').waitFor();
    expect(outcomes(await host.log())).toEqual([]);
    await pressButton(page, 'Start again');
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: ask.mode });
    const log = await host.log();
    expect(log.filter((name) => name === 'session_requested')).toHaveLength(2);
    expect(outcomes(log)).toEqual(['success']);
    await isGone(host);
    await focusIs(page, CONNECT);
    await context.close();
  });

  it('ends as failed when it is closed instead of started again', async () => {
    const host = await press({ ...frame, settings: { autopilot, ending: 'otp_failure' } });
    const { page, context } = host;
    await focusIs(page, 'We couldn’t finish connecting your bank');
    await pressButton(page, 'Close');
    expect(await host.outcome()).toMatchObject({
      status: 'failed',
      error: { errorType: 'CONSENT_OTP_FAILURE' },
    });
    expect(outcomes(await host.log())).toEqual(['error provider_error']);
    await isGone(host);
    await focusIs(page, CONNECT);
    await context.close();
  });

  it('asks nothing of a frame that was started again while "Leave?" was up', async () => {
    const ending = { autopilot: 600, ending: 'otp_failure' } as const;
    const host = await press({ ...frame, settings: ending }, '/ui', secondSession(frame));
    const { page, context } = host;
    await loaded(page);
    await page.keyboard.press('Escape');
    await focusIs(page, LEAVE);
    await focusIs(page, 'We couldn’t finish connecting your bank');
    await pressButton(page, 'Start again');
    await loaded(page);
    await focusIs(page, 'Close');
    expect(await page.getByText(LEAVE).count()).toBe(0);
    await giveConsent((await host.provider()) as Frame);
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await context.close();
  });

  it('is left at once again while the frame that was started again has not loaded', async () => {
    const host = await press(
      { ...frame, settings: { autopilot, ending: 'otp_failure' } },
      '/ui',
      secondSession({ ...frame, settings: { delayMs: 60_000 } }),
    );
    await focusIs(host.page, 'We couldn’t finish connecting your bank');
    await pressButton(host.page, 'Start again');
    await focusIs(host.page, 'Close');
    await host.page.keyboard.press('Escape');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await host.context.close();
  });

  it.each([frame, popup])('says what failed for good in $mode mode, and only closes', async (ask) => {
    const host = await press({ ...ask, settings: { autopilot, ending: 'upstream_failure' } });
    const { page, context } = host;
    await focusIs(page, 'We couldn’t finish connecting your bank');
    expect(await host.outcome()).toMatchObject({ status: 'failed' });
    expect(await dialog(page).getByRole('button').allTextContents()).toEqual(['Close']);
    await pressButton(page, 'Close');
    await isGone(host);
    await focusIs(page, CONNECT);
    expect(outcomes(await host.log())).toEqual(['error provider_error']);
    await context.close();
  });

  it('draws nothing at all with ui: false', async () => {
    const host = await press({ ...popup, settings: { autopilot: 600 }, options: { ui: false } });
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    expect(await host.page.evaluate('window.drawn')).toBeUndefined();
    await host.context.close();
  });

  it('leaves nothing behind after a success in a window', async () => {
    const host = await press(popup);
    await dialog(host.page).waitFor();
    await giveConsent(await host.provider());
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    expect(await host.page.evaluate('window.drawn')).toBe(true);
    await isGone(host);
    await focusIs(host.page, CONNECT);
    await host.context.close();
  });
});

/** From the second request on, `/session` is asked for something else. */
function secondSession(ask: Ask): (page: Page) => Promise<unknown> {
  return (page) => {
    let requests = 0;
    return page.route('**/session?*', (route) => {
      if (requests++ === 0) return route.continue();
      const url = new URL(route.request().url());
      url.searchParams.set('ask', JSON.stringify(ask));
      return route.continue({ url: url.href });
    });
  };
}
