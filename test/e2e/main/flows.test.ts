import { describe, expect, it } from 'vitest';
import { loseFocus } from '../../support/focus.ts';
import { giveConsent } from '../../support/give-consent.ts';
import { type HostPage, openHost, stage } from '../../support/stage.ts';

const autopilot = 1;
const NOTHING = { listeners: 0, timers: 0, channels: 0, frames: 0, windows: 0 };

describe('flows', () => {
  it('two at once do not disturb each other', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'iframe' });
    await host.connect({ mode: 'popup', settings: { autopilot, ending: 'denied' } });
    expect(await host.outcome(1)).toMatchObject({ status: 'cancelled', reason: 'denied', mode: 'popup' });
    expect(await host.page.evaluate(() => window.stage.flows[0]?.state.phase)).toBe('active');
    await host.connect({ mode: 'iframe', settings: { autopilot } });
    expect(await host.outcome(2)).toMatchObject({ status: 'success', mode: 'iframe' });
    expect(await host.page.evaluate(() => window.stage.flows[0]?.state.phase)).toBe('active');
    await host.page.frameLocator('iframe').first().getByRole('button', { name: 'Cancel' }).click();
    expect(await host.outcome(0)).toMatchObject({ status: 'cancelled', reason: 'user_cancelled' });
    await host.context.close();
  });

  it('a cancel and a new flow in the same tick both end as they should', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'iframe' });
    await host.page.evaluate((next) => Object.assign(window, { next }), {
      mode: 'iframe',
      settings: { autopilot },
    });
    await host.page.evaluate(() => {
      window.stage.flows[0]?.cancel();
      document.querySelector<HTMLButtonElement>('#connect')?.click();
    });
    expect(await host.outcome(0)).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(await host.outcome(1)).toMatchObject({ status: 'success' });
    await host.context.close();
  });

  it.each(['popup', 'iframe'] as const)('in %s mode leave nothing behind after a success', async (mode) => {
    const host = await openHost(stage);
    await host.connect({ mode, settings: { autopilot } });
    await host.outcome();
    await expect.poll(() => host.leftovers()).toEqual(NOTHING);
    await host.context.close();
  });

  it('leave a frame cancelled by code for no more than its last words', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'iframe' });
    await host.provider();
    await host.page.click('#cancel');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    await host.page.waitForFunction(() => window.leftovers().frames === 0);
    await host.context.close();
  });

  it('stop listening for a late result when the session has expired', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'iframe', settings: { expiresIn: 8 } });
    await host.provider();
    await host.page.click('#cancel');
    expect(await host.leftovers()).toMatchObject({ listeners: 1, channels: 1 });
    await host.page.waitForFunction(() => window.leftovers().channels === 0);
    expect(await host.leftovers()).toEqual(NOTHING);
    await host.context.close();
  });

  it('tell a result that comes after a cancel as a late outcome, once, and then leave nothing', async () => {
    const host = await openHost(stage);
    await loseFocus(host.page);
    await host.connect({ mode: 'popup', settings: { autopilot: 300, coop: 'same-origin' } });
    await host.page.waitForFunction(() => window.stage.flows[0]?.state.phase === 'detached');
    await host.page.click('#cancel');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    await host.page.waitForFunction(() => window.stage.log.includes('late_outcome'));
    expect((await host.log()).filter((entry) => !entry.includes('_'))).toEqual([
      'opened',
      'detached',
      'settled',
      'cancel aborted',
    ]);
    expect(await host.leftovers()).toMatchObject({ listeners: 0, channels: 0 });
    await host.context.close();
  });

  it('end when their session expires', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'iframe', settings: { expiresIn: 2 } });
    expect(await host.outcome()).toMatchObject({
      status: 'failed',
      error: { code: 'session_expired', retry: 'new_session' },
    });
    await expect.poll(() => host.leftovers()).toEqual(NOTHING);
    await host.context.close();
  });

  it('refuse a session that was used before, in whatever tab', async () => {
    const host = await openHost(stage);
    const session = stage.sandbox.mint();
    await host.connect({ mode: 'iframe', options: { session } });
    await (await host.provider()).getByRole('button', { name: 'Cancel' }).click();
    await host.outcome();
    const tab = await host.context.newPage();
    await tab.goto(`${stage.host.origin}/host`);
    await tab.evaluate((next) => Object.assign(window, { next }), {
      mode: 'popup',
      options: { session },
    } as object);
    await tab.click('#connect');
    await tab.waitForFunction(() => window.stage.log.includes('error session_used'));
    await host.context.close();
  });

  it('wait as long as it takes for a healthy frame that is silent', async () => {
    const host = await openHost(stage);
    await host.connect({
      mode: 'iframe',
      settings: { autopilot: 600 },
      options: { iframe: { readyTimeoutMs: 300 } },
    });
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    expect(await host.log()).toContain('frame_stalled');
    await host.context.close();
  });
});

describe('a page that is reloaded while its window is open', () => {
  it('hears the result from completeConsent(), and a new flow with another session does not', async () => {
    const host = await openHost(stage);
    const opened = host.context.waitForEvent('page');
    await host.connect({ mode: 'popup', settings: { home: 'callback' }, institutionId: '88888' });
    const popup = await opened;
    await popup.waitForURL(/127\.0\.0\.1/);
    await host.page.reload();
    await host.page.waitForFunction(() => window.stage?.completion);
    await host.connect({ mode: 'iframe' });
    await giveConsent(popup);
    await host.page.waitForFunction(() => window.stage.log.includes('completed success'));
    expect(await host.phase()).toBe('active');
    expect(host.errors).toEqual([]);
    await host.context.close();
  });
});

describe('a callback page in another tab, as when a bank’s app comes back', () => {
  it('delivers to a host page that was reloaded meanwhile: one outcome, told once', async () => {
    const host = await openHost(stage);
    const session = stage.sandbox.mint();
    await host.connect({ mode: 'popup', options: { session } });
    await host.provider();
    await host.page.reload();
    await host.page.waitForFunction(() => window.stage?.completion);
    const tab = await host.context.newPage();
    await tab.goto(`${stage.host.origin}/callback-npm?session_id=${session.session_id}`);
    await host.page.waitForFunction(() => window.stage.log.includes('completed success'));
    await tab.waitForFunction(() => window.stage?.completion).catch(() => {});
    if (!tab.isClosed()) expect(await tab.evaluate(() => window.stage.log)).toEqual([]);
    await host.context.close();
  });

  it('delivers to the flow that waits, which ends once', async () => {
    const host = await openHost(stage);
    const session = stage.sandbox.mint();
    await host.connect({ mode: 'popup', options: { session } });
    await host.provider();
    const tab = await host.context.newPage();
    await tab.goto(`${stage.host.origin}/callback-npm?session_id=${session.session_id}`);
    expect(await host.outcome()).toMatchObject({ status: 'success', sessionId: session.session_id });
    await tab.waitForFunction(() => window.stage?.completion).catch(() => {});
    if (!tab.isClosed()) expect(await tab.evaluate(() => window.stage.log)).toEqual([]);
    await host.context.close();
  });

  it('ends it itself where the flow is gone', async () => {
    const host = await openHost(stage);
    const session = stage.sandbox.mint();
    await host.connect({ mode: 'popup', options: { session } });
    await host.provider();
    await host.page.close();
    const tab = await host.context.newPage();
    await tab.goto(`${stage.host.origin}/callback-npm?session_id=${session.session_id}`);
    await tab.waitForFunction(() => window.stage?.log.includes('completed success'));
    await host.context.close();
  });
});

describe('a frame on the host page', () => {
  it('that has no origin of its own tells nobody, and fails nowhere', async () => {
    const host = await openHost(stage);
    const told = await host.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.src = '/callback-script?session_id=somebodys';
      document.body.append(frame);
      await new Promise((loaded) => frame.addEventListener('load', loaded));
      return window.stage.log;
    });
    const [, framed] = host.page.frames();
    expect(await framed?.evaluate(() => location.search)).toBe('?session_id=somebodys');
    expect(told).toEqual([]);
    expect(host.errors).toEqual([]);
    await host.context.close();
  });

  it('cannot end a redirect that this tab has left for', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'redirect' });
    await host.page.waitForURL(/127\.0\.0\.1/);
    await host.page.goto(`${stage.host.origin}/host`);
    const src = '/callback-npm?error=access_denied&error_type=CONSENT_ENDUSER_DENIED';
    const forged = await host.page.evaluate(async (address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      while (!(frame.contentWindow as Window)?.stage?.completion)
        await new Promise((next) => setTimeout(next, 50));
      return (frame.contentWindow as Window).stage.completion;
    }, src);
    expect(forged).toEqual({ handled: 'none' });
    await host.context.close();
  });
});

describe('a redirect', () => {
  it('that is cancelled while the provider is slow to answer stays here', async () => {
    const host = await openHost(stage);
    const calledOff = host.page.waitForEvent('requestfailed', (request) =>
      request.url().startsWith(stage.sandbox.origin),
    );
    await host.page.evaluate(
      (next) => {
        Object.assign(window, { next });
        document.querySelector<HTMLButtonElement>('#connect')?.click();
        window.stage.flows[0]?.subscribe(({ phase }) => {
          if (phase === 'redirecting') setTimeout(() => window.stage.flows[0]?.cancel(), 100);
        });
      },
      { mode: 'redirect', settings: { delayMs: 20_000 } },
    );
    await calledOff;
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(new URL(host.page.url()).pathname).toBe('/host');
    await host.context.close();
  });

  /** The cache takes no page that shares its group with another window. */
  const keepOutOfPageCache = ({ page, context }: HostPage) =>
    Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open())]);

  const DEAD = ['invalid_session', 'used_session'] as const;

  it.each(DEAD)('to a dead session (%s), left by Back, is dismissed', async (ending) => {
    const host = await openHost(stage);
    await keepOutOfPageCache(host);
    await host.connect({ mode: 'redirect', settings: { ending }, options: { state: 'kept' } });
    await host.page.waitForURL(/127\.0\.0\.1/);
    await host.page.goBack();
    await host.page.waitForFunction(() => window.stage?.completion);
    const outcome = {
      status: 'cancelled',
      reason: 'dismissed',
      mode: 'redirect',
      sessionId: expect.any(String),
    };
    const returnUrl = `${stage.host.origin}/host`;
    expect(await host.completion()).toEqual({ handled: 'outcome', outcome, state: 'kept', returnUrl });
    await host.context.close();
  });

  it.each(DEAD)(
    'to a dead session (%s), left by Back into the browser’s page cache, is dismissed',
    async (ending) => {
      const host = await openHost(stage);
      const before = stage.host.reports.length;
      await host.connect({ mode: 'redirect', settings: { ending } });
      await host.page.waitForURL(/127\.0\.0\.1/);
      // The page that comes back is not one that the driver knows: it reports by itself.
      await host.page.evaluate(() => history.back()).catch(() => {});
      await expect
        .poll(() => stage.host.reports[before])
        .toMatchObject({ status: 'cancelled', reason: 'dismissed' });
      await host.context.close();
    },
  );
});
