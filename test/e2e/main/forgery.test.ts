import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type HostPage, openHost, stage } from '../../support/stage.ts';

/** A popup flow that waits at the provider's first page. */
async function waiting(): Promise<{ host: HostPage; popup: Page; sessionId: string }> {
  const host = await openHost(stage);
  const opened = host.context.waitForEvent('page');
  await host.connect({ mode: 'popup' });
  const popup = await opened;
  await popup.waitForURL(/127\.0\.0\.1/);
  return { host, popup, sessionId: new URL(popup.url()).searchParams.get('sess_id') ?? '' };
}

/** Nothing has changed, and the true word still counts. */
async function stillWaits({ host, popup }: { host: HostPage; popup: Page }): Promise<void> {
  expect(await host.phase()).toBe('active');
  await popup.evaluate(() => window.opener.postMessage({ isCompleted: true, consentID: 'true' }, '*'));
  expect(await host.outcome()).toMatchObject({ status: 'success', consentId: 'true' });
  await host.context.close();
}

const SUCCESS = { isCompleted: true, consentID: 'forged' };

describe('a waiting flow is not moved by', () => {
  it('the right window at a wrong origin', async () => {
    const flow = await waiting();
    const provider = flow.popup.url();
    const elsewhere = stage.host.origin.replace('localhost', '127.0.0.1');
    await flow.popup.evaluate((to) => location.assign(to), `${elsewhere}/forger`);
    await flow.popup.waitForURL(/forger/);
    await flow.popup.evaluate((to) => location.assign(to), provider);
    await flow.popup.waitForURL(provider);
    await stillWaits(flow);
  });

  it('the right origin from another window', async () => {
    const flow = await waiting();
    const stranger = await flow.host.page.evaluate(async (origin) => {
      const frame = document.createElement('iframe');
      frame.src = `${origin}/?sess_id=unknown`;
      const heard = new Promise((resolve) =>
        addEventListener('message', (event) => resolve(event.data), { once: true }),
      );
      document.body.append(frame);
      return heard; // the provider's own words about another session, AUTH_SESSION_INVALID, from the right origin
    }, stage.sandbox.origin);
    expect(stranger).toMatchObject({ isCompleted: false, errorType: 'AUTH_SESSION_INVALID' });
    await stillWaits(flow);
  });

  it('the right window at the right origin with a wrong shape', async () => {
    const flow = await waiting();
    await flow.popup.evaluate((data) => {
      const forged = [
        JSON.stringify(data),
        [data],
        { ...data, type: 'resize' },
        { type: 'success' },
        null,
        1,
        { isCompleted: 'true' },
      ];
      for (const message of forged) window.opener.postMessage(message, '*');
    }, SUCCESS);
    await stillWaits(flow);
  });

  it('a foreign session id, in a message or a relay', async () => {
    const flow = await waiting();
    await flow.popup.evaluate(
      (data) => window.opener.postMessage({ ...data, session_id: 'foreign' }, '*'),
      SUCCESS,
    );
    const other = await flow.host.context.newPage();
    await other.goto(`${stage.host.origin}/callback-script?session_id=foreign`);
    await other.close();
    await stillWaits(flow);
  });

  it('an error callback from another site’s link', async () => {
    const flow = await waiting();
    const link = await flow.host.context.newPage();
    await link.goto(
      `${stage.host.origin}/callback-script?error=access_denied&error_type=CONSENT_ENDUSER_DENIED&error_id=err_1`,
    );
    await link.close();
    await stillWaits(flow);
  });

  it('an error relayed for another flow, or a relay of another version', async () => {
    const flow = await waiting();
    await flow.host.page.evaluate((sessionId) => {
      const denied = `${location.origin}/callback?error_type=CONSENT_ENDUSER_DENIED`;
      const success = `${location.origin}/callback?session_id=${sessionId}`;
      window.postMessage(
        { v: 1, type: 'open-consent.callback', flowId: 'another', url: denied },
        location.origin,
      );
      window.postMessage({ v: 2, type: 'open-consent.callback', url: success }, location.origin);
    }, flow.sessionId);
    await stillWaits(flow);
  });
});

describe('a callback link', () => {
  it('with somebody else’s session id is nobody’s, and its address is left alone', async () => {
    const host = await openHost(stage, '/callback-npm?session_id=somebody-elses&keep=1');
    await host.page.waitForFunction(() => window.stage?.completion);
    expect(await host.completion()).toEqual({ handled: 'none' });
    expect(await host.log()).toEqual([]);
    expect(new URL(host.page.url()).search).toBe('?session_id=somebody-elses&keep=1');
    await host.context.close();
  });

  it('with a flow id that this browser does not know is unverified, and calls no handler', async () => {
    const query = '?consent_flow=AAAAAAAAAAAAAAAAAAAAAA&session_id=somebody-elses&keep=1';
    const host = await openHost(stage, `/callback-npm${query}`);
    await host.page.waitForFunction(() => window.stage?.completion);
    const completion = await host.completion();
    expect(completion).toMatchObject({
      handled: 'outcome',
      outcome: { status: 'failed', error: { code: 'unverified_callback' } },
    });
    expect(completion).not.toHaveProperty('outcome.sessionId');
    expect(await host.log()).toEqual([]);
    expect(new URL(host.page.url()).search).toBe(query);
    await host.context.close();
  });

  it('of another login on the same page is none of ours', async () => {
    const host = await openHost(stage, '/callback-npm?code=c&state=s&error=login_required');
    await host.page.waitForFunction(() => window.stage?.completion);
    expect(await host.completion()).toEqual({ handled: 'none' });
    expect(new URL(host.page.url()).search).toBe('?code=c&state=s&error=login_required');
    await host.context.close();
  });
});
