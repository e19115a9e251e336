import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type HostPage, openHost, stage } from '../../support/stage.ts';

const elsewhere = () => `${stage.host.other}/forger`;

describe('the page in the frame', () => {
  /** A frame in whose page the user has clicked, long enough ago. */
  async function clickedThrough(host: HostPage, sandbox?: false): Promise<Frame> {
    await host.connect({
      mode: 'iframe',
      institutionId: '88888',
      ...(sandbox === false && { options: { iframe: { sandbox } } }),
    });
    const frame = (await host.provider()) as Frame;
    await frame.getByRole('button', { name: 'Log in' }).click();
    await frame.getByRole('button', { name: 'Verify' }).waitFor();
    return frame;
  }

  /** Sends the tab elsewhere once the user's click has lost its effect, from the page itself. */
  function leaveLater(frame: Frame, to: string): Promise<void> {
    return frame.evaluate((address) => {
      const timer = setInterval(() => {
        if (navigator.userActivation.isActive) return;
        clearInterval(timer);
        try {
          if (top) top.location.href = address;
        } catch (error) {
          console.log((error as Error).name);
        }
      }, 100);
    }, to);
  }

  it('cannot send the tab elsewhere on its own, though the user has clicked in it', async () => {
    const host = await openHost(stage);
    const frame = await clickedThrough(host);
    // Not by looking into the frame: the driver's looks count as clicks.
    const refused = host.page.waitForEvent('console', (entry) => entry.text() === 'SecurityError');
    await leaveLater(frame, elsewhere());
    await refused;
    expect(await host.phase()).toBe('active');
    await frame.getByRole('button', { name: 'Verify' }).click();
    await frame.getByRole('button', { name: 'Continue' }).click();
    await frame.getByRole('button', { name: 'Confirm' }).click();
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'iframe' });
    await host.context.close();
  });

  it('can, where the integrator has turned the sandbox off', async () => {
    const host = await openHost(stage);
    await leaveLater(await clickedThrough(host, false), elsewhere());
    await host.page.waitForURL(elsewhere());
    await host.context.close();
  });

  it('can take the whole tab by a click of the user, as a bank does', async () => {
    const host = await openHost(stage);
    await host.connect({ mode: 'iframe' });
    const frame = (await host.provider()) as Frame;
    await frame.evaluate((address) => {
      const link = Object.assign(document.createElement('a'), { href: address, target: '_top' });
      link.textContent = 'To the bank';
      document.body.replaceChildren(link);
    }, elsewhere());
    await frame.getByRole('link', { name: 'To the bank' }).click();
    await host.page.waitForURL(elsewhere());
    await host.context.close();
  });
});

describe('another frame of the host page, which its policy refuses', () => {
  it('says nothing about the frame of the flow', async () => {
    const policy = `Content-Security-Policy:frame-src 'self' ${stage.sandbox.origin}`;
    const host = await openHost(stage, `/host?${new URLSearchParams({ header: policy })}`);
    await host.connect({ mode: 'iframe', institutionId: '88888' });
    const frame = (await host.provider()) as Frame;
    await frame.getByRole('button', { name: 'Log in' }).click();
    await frame.getByRole('button', { name: 'Verify' }).waitFor();
    await host.page.evaluate(async (src) => {
      // Within a second of a load, before or after, it might be a page of ours that was refused.
      const aWhile = () => new Promise((later) => setTimeout(later, 1100));
      await aWhile();
      const refused = new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve));
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
      await refused;
      await aWhile();
    }, elsewhere());
    await frame.getByRole('button', { name: 'Verify' }).click();
    await frame.getByRole('button', { name: 'Continue' }).click();
    await frame.getByRole('button', { name: 'Confirm' }).click();
    expect(await host.outcome()).toMatchObject({ status: 'success' });
    expect(await host.log()).not.toContain('frame_stalled');
    await host.context.close();
  });
});

describe('a host page that another site frames', () => {
  async function framedHost(options: { refuseFramed?: boolean }) {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(elsewhere());
    await page.evaluate(async (src) => {
      const frame = Object.assign(document.createElement('iframe'), { src });
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded; // before, its button would do nothing
    }, `${stage.host.origin}/host`);
    const [, frame] = page.frames() as [Frame, Frame];
    await frame.evaluate((next) => Object.assign(window, { next }), { mode: 'popup', options });
    return { context, frame };
  }

  const outcomeOf = (frame: Frame) =>
    frame.waitForFunction(() => window.stage.outcomes[0]).then((handle) => handle.jsonValue());

  it('opens no window for a click that it may have been lured into, if it says so', async () => {
    const { context, frame } = await framedHost({ refuseFramed: true });
    await frame.locator('#connect').click();
    expect(await outcomeOf(frame)).toMatchObject({
      status: 'failed',
      error: { code: 'unsupported_context' },
    });
    expect(context.pages()).toHaveLength(1);
    await context.close();
  });

  it('opens one where it does not', async () => {
    const { context, frame } = await framedHost({});
    const opened = context.waitForEvent('page');
    await frame.locator('#connect').click();
    await (await opened).waitForURL(/127\.0\.0\.1/);
    await context.close();
  });
});
