import { describe, expect, it } from 'vitest';
import type { AuthSessionJson } from '../../../src/index.ts';
import { loseFocus } from '../../support/focus.ts';
import type { SessionRequest } from '../../support/host-session.ts';
import { type HostPage, openHost, stage } from '../../support/stage.ts';

const autopilot = 1;
const COOP = 'header=Cross-Origin-Opener-Policy:same-origin';

/** A session that the page has before the press. */
function mint(host: HostPage, ask: SessionRequest = {}): Promise<AuthSessionJson> {
  return host.page.evaluate(async (ask) => {
    const answer = await fetch(`/session?ask=${encodeURIComponent(JSON.stringify(ask))}`, { method: 'POST' });
    return (await answer.json()) as AuthSessionJson;
  }, ask);
}

describe('a popup', () => {
  it('opens at the provider where the session is known, and its callback page knows whose it is', async () => {
    const host = await openHost(stage);
    const settings = { coop: 'same-origin', autopilot: 200, home: 'callback' } as const;
    const session = await mint(host, { callback: 'script', settings });
    await loseFocus(host.page);
    await host.connect({ mode: 'popup', options: { session } });
    expect(await host.outcome()).toMatchObject({ status: 'success', sessionId: session.session_id });
    expect(await host.log()).toContain('callback_received'); // the window was severed
    await expect.poll(() => host.context.pages()).toHaveLength(1);
    await host.context.close();
  });

  it('is opened in the click, blank, while the session is still being minted', async () => {
    const host = await openHost(stage);
    const opened = host.context.waitForEvent('page');
    await host.connect({ mode: 'popup', delayMs: 1500, settings: { autopilot } });
    const popup = await opened;
    expect(popup.url()).toBe('about:blank');
    expect(await host.phase()).toBe('preparing');
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await host.context.close();
  });

  it('is walked through by hand to a success', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'popup' });
    const popup = await host.provider();
    await popup.getByRole('button', { name: 'Banking Sandbox Data Holder' }).click();
    await popup.getByLabel('Customer number').fill('12345678');
    await popup.getByRole('button', { name: 'Log in' }).click();
    await popup.getByLabel('One-time password').fill('123456');
    await popup.getByRole('button', { name: 'Verify' }).click();
    await popup.getByRole('button', { name: 'Continue' }).click();
    await popup.getByRole('button', { name: 'Confirm' }).click();
    expect(await host.outcome()).toMatchObject({ status: 'success', consentId: expect.any(String) });
    await host.context.close();
  });

  it('closed by the user ends as popup_closed', async () => {
    const host = await openHost(stage);
    const opened = host.context.waitForEvent('page');
    await host.connect({ mode: 'popup' });
    const popup = await opened;
    await popup.waitForURL(/127\.0\.0\.1/);
    await popup.close();
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
    await host.context.close();
  });

  it('closed while still blank ends as popup_closed at once', async () => {
    const host = await openHost(stage);
    const opened = host.context.waitForEvent('page');
    await host.connect({ mode: 'popup', delayMs: 10_000 });
    const popup = await opened;
    // A window that goes within 150 ms was closed by a blocker: no person is that quick, but this test is.
    await host.page.waitForFunction(() => Date.now() - (window.stage.events[0]?.at ?? Date.now()) > 500);
    const before = Date.now();
    await popup.close();
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'popup_closed' });
    expect(Date.now() - before).toBeLessThan(1200);
    await host.context.close();
  });

  it('is closed again when minting fails', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'popup', status: 503 });
    const outcome = await host.outcome();
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'session_request_failed' } });
    await host.page.waitForFunction(() => window.leftovers().windows === 0);
    await host.context.close();
  });

  it.each(['script', 'npm'] as const)(
    'severed by the provider’s COOP succeeds through the callback page (%s)',
    async (callback) => {
      const host = await openHost(stage);
      await loseFocus(host.page);
      await host.connect({ mode: 'popup', callback, settings: { autopilot, coop: 'same-origin' } });
      expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'popup' });
      await host.page.waitForFunction(() => window.leftovers().windows === 0);
      await expect.poll(() => host.context.pages().length).toBe(1);
      expect(host.errors).toEqual([]);
      await host.context.close();
    },
  );

  it('severed by a redirect on the way succeeds through the callback page', async () => {
    const host = await openHost(stage);
    await loseFocus(host.page);
    await host.connect({ mode: 'popup', settings: { autopilot, coopOnRedirect: 'same-origin' } });
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await host.context.close();
  });

  it('severed by the host page’s own COOP succeeds through the callback page', async () => {
    const host = await openHost(stage, `/host?${COOP}`);
    await loseFocus(host.page);
    await host.connect({ mode: 'popup', settings: { autopilot } });
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await host.context.close();
  });

  it('denied behind COOP is told as denied, by the marker that the window carries', async () => {
    const host = await openHost(stage);
    await loseFocus(host.page);
    await host.connect({ mode: 'popup', settings: { autopilot, coop: 'same-origin', ending: 'denied' } });
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'denied' });
    await host.context.close();
  });

  it('that is the page itself, as in a webview with no second window, is none: `auto` goes on by redirect', async () => {
    const host = await openHost(stage);
    await host.page.evaluate(() => Object.assign(window, { open: () => window }));
    await host.connect({ mode: 'auto', callback: 'script', settings: { autopilot } });
    await host.page.waitForFunction(() => window.stage?.completion?.handled === 'outcome');
    expect(await host.completion()).toMatchObject({ outcome: { status: 'success', mode: 'redirect' } });
    await host.context.close();
  });

  it('that is the page itself does not take the page away, when it opens at a known address', async () => {
    const host = await openHost(stage);
    await host.page.evaluate(() => {
      const open = (url: string) => {
        if (url) location.assign(url);
        return window;
      };
      Object.assign(window, { open });
    });
    const session = await mint(host);
    await host.connect({ mode: 'popup', options: { session } });
    expect(await host.outcome()).toMatchObject({ error: { code: 'popup_blocked' } });
    await host.page.waitForLoadState();
    expect(new URL(host.page.url()).pathname).toBe('/host');
    await host.context.close();
  });

  it('that no browser would open: in `auto` the panel asks once, and its button goes on by redirect', async () => {
    const host = await openHost(stage, '/ui');
    await host.page.evaluate(() => Object.assign(window, { open: () => null }));
    await host.connect({ mode: 'auto', callback: 'script', settings: { autopilot } });
    await host.page.getByRole('button', { name: 'Open window' }).click();
    await host.page.waitForFunction(() => window.stage?.completion?.handled === 'outcome');
    expect(await host.completion()).toMatchObject({ outcome: { status: 'success', mode: 'redirect' } });
    await host.context.close();
  });

  it('delivers to a host page whose main thread was blocked for five seconds meanwhile', async () => {
    const host = await openHost(stage);
    await loseFocus(host.page);
    const opened = host.context.waitForEvent('page');
    await host.connect({
      mode: 'popup',
      settings: { coop: 'same-origin', autopilot: 200, home: 'callback' },
    });
    await (await opened).waitForURL(/127\.0\.0\.1/);
    await host.page.evaluate(() => {
      const end = performance.now() + 5000;
      while (performance.now() < end);
    });
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    await host.context.close();
  });
});
