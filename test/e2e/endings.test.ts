import { describe, expect, it } from 'vitest';
import type { ConsentOutcome } from '../../src/index.ts';
import type { SandboxSettings } from '../../src/sandbox.ts';
import type { SessionRequest } from '../support/host-server.ts';
import { openHost, stage } from '../support/stage.ts';

type Expected = (outcome: ConsentOutcome) => void;

const success: Expected = (outcome) =>
  expect(outcome).toMatchObject({ status: 'success', sessionId: expect.any(String) });
const cancel =
  (reason: string): Expected =>
  (outcome) =>
    expect(outcome).toMatchObject({ status: 'cancelled', reason, sessionId: expect.any(String) });
const failure =
  (code: string, errorType: string): Expected =>
  (outcome) =>
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code, errorType, errorId: expect.stringMatching(/^err_/) },
    });

const ENDINGS: [string, Partial<SandboxSettings>, Expected][] = [
  ['success', {}, success],
  ['denied at the institution', { ending: 'denied' }, cancel('denied')],
  ['cancelled on the hosted page', { autopilot: 'off' }, cancel('user_cancelled')],
  [
    'upstream failure',
    { ending: 'upstream_failure' },
    failure('provider_error', 'CONSENT_UPSTREAM_PROCESSING_ERROR'),
  ],
  ['one-time password failure', { ending: 'otp_failure' }, failure('provider_error', 'CONSENT_OTP_FAILURE')],
];

const WAYS_HOME: [string, SessionRequest][] = [
  ['by message alone', { callback: 'none', settings: { home: 'message' } }],
  ['by callback page alone', { callback: 'script', settings: { home: 'callback' } }],
  ['by bare callback address alone', { callback: 'bare', settings: { home: 'callback' } }],
  ['by all at once', { callback: 'script', settings: { home: 'both' } }],
];

const DEAD: [string, Partial<SandboxSettings>][] = [
  ['an expired session', { ending: 'invalid_session' }],
  ['a session already used', { ending: 'used_session' }],
];

const autopilot = 1;

for (const mode of ['popup', 'iframe'] as const) {
  describe(`in ${mode} mode`, () => {
    for (const [home, way] of WAYS_HOME) {
      it.each(ENDINGS)(`%s comes home ${home}`, async (_name, settings, expected) => {
        const host = await openHost(stage);
        await host.connect({ mode, ...way, settings: { autopilot, ...way.settings, ...settings } });
        if (settings.autopilot === 'off')
          await (await host.provider()).getByRole('button', { name: 'Cancel' }).click();
        const outcome = await host.outcome();
        expected(outcome);
        expect(outcome.mode).toBe(mode);
        await host.context.close();
      });
    }
    it.each(DEAD)('%s comes home by message', async (_name, settings) => {
      const host = await openHost(stage);
      await host.connect({ mode, settings: { autopilot, ...settings } });
      failure('session_invalid', 'AUTH_SESSION_INVALID')(await host.outcome());
      await host.context.close();
    });
  });
}

describe('in redirect mode', () => {
  it.each(ENDINGS)('%s comes home to the app at its callback address', async (_name, settings, expected) => {
    const host = await openHost(stage);
    const ask = { mode: 'redirect', callback: 'npm', options: { state: { cart: 7 } } } as const;
    await host.connect({ ...ask, settings: { autopilot, ...settings } });
    if (settings.autopilot === 'off') await host.page.getByRole('button', { name: 'Cancel' }).click();
    await host.page.waitForFunction(() => location.pathname === '/callback-npm' && window.stage?.completion);
    const completion = await host.completion();
    expect(completion).toMatchObject({ handled: 'outcome', state: { cart: 7 } });
    if (completion.handled === 'outcome') expected(completion.outcome);
    expect(new URL(host.page.url()).search).toBe('');
    await host.context.close();
  });

  it.each(ENDINGS)(
    '%s is carried back to the launching page by the script',
    async (_name, settings, expected) => {
      const host = await openHost(stage, '/host?tab=2#top');
      const ask = { mode: 'redirect', callback: 'script', options: { state: 'kept' } } as const;
      await host.connect({ ...ask, settings: { autopilot, ...settings } });
      if (settings.autopilot === 'off') await host.page.getByRole('button', { name: 'Cancel' }).click();
      await host.page.waitForFunction(() => window.stage?.completion?.handled === 'outcome');
      expect(host.page.url()).toBe(`${stage.host.origin}/host?tab=2#top`);
      const completion = await host.completion();
      expect(completion).toMatchObject({ handled: 'outcome', state: 'kept' });
      if (completion.handled === 'outcome') expected(completion.outcome);
      await host.context.close();
    },
  );
});
