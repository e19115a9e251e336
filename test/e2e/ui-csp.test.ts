import type { Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loseFocus } from '../support/focus.ts';
import { giveConsent } from '../support/give-consent.ts';
import { dialog, heading } from '../support/keyboard.ts';
import { poll } from '../support/poll.ts';
import { type Ask, type HostPage, openHost, stage } from '../support/stage.ts';

const autopilot = 1;
const institutionId = '88888';

/** As strict as a page that frames the provider can be: the frame ends on the page's own callback address. */
function policy(frames = `${stage.sandbox.origin} 'self'`): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `frame-src ${frames}`,
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

const header = (value: string) => `?header=${encodeURIComponent(`Content-Security-Policy:${value}`)}`;

/** Opens the page under the policy, and collects every complaint: of it, its popups while blank, its callback pages. */
async function openStrict(value: string): Promise<{ host: HostPage; complaints: string[] }> {
  const host = await openHost(stage, '/blank-until-told');
  const complaints: string[] = [];
  const { page, context } = host;
  await context.exposeBinding('complain', ({ frame }, what: string) => {
    if (!isProvider(frame)) complaints.push(`${frame.url()}: ${what}`);
  });
  await context.addInitScript(() => {
    window.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      (window as unknown as { complain(what: string): void }).complain(
        `${effectiveDirective} ${blockedURI} ${sample}`,
      );
    });
  });
  context.on('console', (message) => {
    if (!/Content.Security.Policy|Trusted/i.test(message.text())) return;
    if (!message.location().url.startsWith(stage.sandbox.origin)) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  await page.goto(`${stage.host.origin}/ui${header(value)}`);
  return { host, complaints };
}

const isProvider = (frame: Frame) => frame.url().startsWith(stage.sandbox.origin);
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name }).click();

/** Not by `waitForFunction`: that is an eval, which such a page refuses. */
const status = async ({ page }: HostPage) => {
  await poll(() => page.evaluate(() => window.stage?.outcomes.at(-1)?.status)).toBeDefined();
  return page.evaluate(() => window.stage.outcomes.at(-1)?.status);
};

interface Way {
  ask: Ask;
  /** The frame's way in is closed by the policy. */
  refuses?: boolean;
  before?(page: Page): Promise<unknown>;
  /** Through the panels, and on to a success. */
  walk?(host: HostPage): Promise<unknown>;
}

const frame: Ask = { mode: 'iframe', dialog: true, institutionId };
const popup: Ask = { mode: 'popup', institutionId };

const WAYS: Record<string, Way> = {
  'the dialog': { ask: { ...frame, settings: { autopilot } } },
  'the dialog, with the callback page alone': {
    ask: { ...frame, settings: { autopilot, home: 'callback' } },
  },
  'the dialog, asking before it is left': {
    ask: frame,
    async walk({ page, provider }) {
      await dialog(page).frameLocator('iframe').getByRole('button', { name: 'Log in' }).waitFor();
      await press(page, 'Close');
      await press(page, 'Stay');
      await giveConsent(await provider());
    },
  },
  'a silent frame': {
    ask: { ...frame, options: { iframe: { readyTimeoutMs: 200 } } },
    async walk({ page, context }) {
      const opened = context.waitForEvent('page');
      await press(page, 'Continue in a new window');
      await giveConsent(await opened);
    },
  },
  'an inline frame and its bar': {
    ask: { mode: 'iframe', institutionId, options: { iframe: { readyTimeoutMs: 200 } } },
    async walk({ page, context }) {
      const opened = context.waitForEvent('page');
      await page.locator('.open-consent .bar button').click();
      await giveConsent(await opened);
    },
  },
  'a popup, through its blank time': { ask: { ...popup, delayMs: 700, settings: { autopilot } } },
  'a popup, severed': {
    ask: { ...popup, settings: { autopilot, coop: 'same-origin' } },
    before: loseFocus,
  },
  'the blocked panel': {
    ask: popup,
    before: (page) =>
      page.evaluate(() => {
        const { open } = window;
        window.open = () => {
          window.open = open;
          return null;
        };
      }),
    async walk({ page, context }) {
      const opened = context.waitForEvent('page');
      await press(page, 'Open window');
      await giveConsent(await opened);
    },
  },
  'the detached panel': {
    ask: { ...popup, settings: { coop: 'same-origin' } },
    before: loseFocus,
    async walk({ page, context }) {
      await heading(page, 'Still there?');
      const opened = context.waitForEvent('page');
      await press(page, 'Open again');
      await giveConsent(await opened);
    },
  },
  'the interrupted panel': {
    ask: { ...popup, settings: { autopilot, ending: 'otp_failure' } },
    async before(page) {
      let requests = 0;
      await page.route('**/session?*', (route) => {
        const url = new URL(route.request().url());
        if (requests++ > 0)
          url.searchParams.set('ask', JSON.stringify({ ...popup, settings: { autopilot } }));
        return route.continue({ url: url.href });
      });
    },
    walk: ({ page }) => press(page, 'Start again'),
  },
  'a redirect': { ask: { mode: 'redirect', institutionId, settings: { autopilot } } },
};

describe.concurrent('under the strictest policy, Trusted Types included', () => {
  it.each(Object.keys(WAYS))('%s ends in success without one violation', async (name) => {
    const { ask, before, walk } = WAYS[name] as Way;
    const { host, complaints } = await openStrict(policy());
    await before?.(host.page);
    await host.connect({ ...ask, query: header(policy()) });
    await walk?.(host);
    if (ask.mode === 'redirect') {
      await poll(() => host.log().catch(() => [])).toContain('completed success');
    } else {
      expect(await status(host)).toBe('success');
    }
    expect(complaints).toEqual([]);
    await host.context.close();
  });

  it('a frame that the policy refuses goes on in a window; the refusal is the only violation', async () => {
    const { host, complaints } = await openStrict(policy("'none'"));
    const { page, context } = host;
    await host.connect(frame);
    await heading(page, 'This can’t be shown here');
    const opened = context.waitForEvent('page');
    await press(page, 'Continue in a new window');
    await giveConsent(await opened);
    expect(await status(host)).toBe('success');
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.filter((what) => !/frame-src|frame.*violates|violates.*frame/i.test(what))).toEqual([]);
    await context.close();
  });

  it('the panel of a failure is drawn without one violation', async () => {
    const { host, complaints } = await openStrict(policy());
    await host.connect({ ...popup, settings: { autopilot, ending: 'upstream_failure' } });
    expect(await status(host)).toBe('failed');
    await heading(host.page, 'We couldn’t finish connecting your bank');
    await press(host.page, 'Close');
    expect(complaints).toEqual([]);
    await host.context.close();
  });

  it('the widget is drawn with its style', async () => {
    const { host } = await openStrict(policy());
    await host.connect({ ...popup, delayMs: 60_000 });
    const colour = await dialog(host.page)
      .getByRole('button', { name: 'Show window' })
      .evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(colour).toBe('rgb(31, 95, 208)');
    await host.context.close();
  });
});

describe.concurrent('this test', () => {
  it.each([
    [
      'a style element',
      () => {
        const style = document.createElement('style');
        style.textContent = 'p { color: red }';
        document.head.append(style);
      },
    ],
    ['a style attribute', () => document.body.setAttribute('style', 'color: red')],
    [
      'markup from a string',
      () => {
        document.body.innerHTML = '<p>no</p>';
      },
    ],
  ])('would notice %s, in a blank popup too', async (_what, sin) => {
    const { host, complaints } = await openStrict(policy());
    const { page, context } = host;
    await page.evaluate(sin).catch(() => {});
    await poll(() => complaints.length).toBeGreaterThan(0);
    const opened = context.waitForEvent('page');
    await host.connect({ ...popup, delayMs: 60_000 });
    const blank = await opened;
    complaints.length = 0;
    await blank.evaluate(sin).catch(() => {});
    await poll(() => complaints.some((what) => what.startsWith('about:blank'))).toBe(true);
    await context.close();
  });
});
