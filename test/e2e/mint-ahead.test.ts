import type { Page, Request } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildApp } from '../apps/build-app.ts';
import { type AppAsk, openApp } from '../apps/open-app.ts';
import type { SessionRequest } from '../support/host-server.ts';
import { openMarkup, SCRIPT, sessionUrl } from '../support/markup-page.ts';
import { stage } from '../support/stage.ts';

const PREFETCH = '<script src="/dist/open-consent-prefetch.global.js"></script>';
const MODULES =
  '<script type="importmap">{ "imports": { "preact": "/no", "preact/": "/no/" } }</script>' +
  '<script type="module" src="/dist/element.js"></script>';

interface Ask extends SessionRequest {
  head?: string;
  /** More attributes of the element. */
  attributes?: string;
  before?: string;
  /** Run before anything else on the page. */
  init?: () => void;
}

/** A page with one element on it, away from the pointer. */
async function open(ask: Ask = {}) {
  const { head = SCRIPT + PREFETCH, attributes = 'prefetch="hover"', before = '', init, ...session } = ask;
  const url = sessionUrl({ named: true, ...session }).replaceAll('"', '&quot;');
  const tag = `<open-consent id="bank" mode="popup" session-url="${url}" ${attributes}></open-consent>`;
  const html = `<!doctype html><html lang="en"><title>App</title>${head}<body>${before}<p>${tag}`;
  const app = await openMarkup(stage, { pages: { '/start': '<title>Start', '/app': html } });
  const asked = watchAsked(app.page);
  if (init) await app.page.addInitScript(init);
  await app.page.goto(`${stage.host.origin}/app`);
  return { ...app, asked, button: app.page.locator('#bank').getByRole('button') };
}

type App = Awaited<ReturnType<typeof open>>;

/** The requests for sessions so far. */
function watchAsked(page: Page): Request[] {
  const asked: Request[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/session') asked.push(request);
  });
  return asked;
}

/** Presses, and gives the window once the provider's page is in it. */
async function connect({ context, button }: Pick<App, 'context' | 'button'>): Promise<Page> {
  const opened = context.waitForEvent('page');
  await button.click();
  const provider = await opened;
  await provider.waitForURL(/127\.0\.0\.1/);
  return provider;
}

/** Once the session that was asked for has come. */
async function isMinted({ asked }: Pick<App, 'asked'>, count = 1): Promise<void> {
  await expect.poll(() => asked.length).toBe(count);
  const answer = await asked[count - 1]?.response();
  await answer?.finished();
}

const away = ({ page }: App) => page.mouse.move(600, 500);

describe.each([
  ['the script tags', SCRIPT + PREFETCH],
  ['the script tags in the other order', PREFETCH + SCRIPT],
  ['the npm module', MODULES],
])('prefetch of <open-consent>, from %s', (_, head) => {
  it('asks for the session when the pointer comes, and the press uses it', async () => {
    const app = await open({ head });
    await app.page.waitForLoadState('networkidle');
    expect(app.asked).toHaveLength(0);
    await app.button.hover();
    await isMinted(app);
    await away(app);
    await app.button.hover();
    const provider = await connect(app);
    expect(app.asked).toHaveLength(1);
    expect(await app.steps()).toEqual(['session_requested', 'session_ready', 'opened']);
    await provider.close();
    await app.context.close();
  });
});

describe('prefetch', () => {
  it('asks when the focus comes', async () => {
    const app = await open();
    await app.button.focus();
    await isMinted(app);
    await app.context.close();
  });

  it('"visible" asks when the button comes into view', async () => {
    const app = await open({ attributes: 'prefetch="visible"', before: '<div style="height: 300vh"></div>' });
    await app.page.waitForLoadState('networkidle');
    expect(app.asked).toHaveLength(0);
    await app.button.scrollIntoViewIfNeeded();
    await isMinted(app);
    await app.context.close();
  });

  it('"idle" asks by itself, and no sooner than somebody sees the page', async () => {
    const app = await open({
      attributes: 'prefetch="idle"',
      init: () => Object.defineProperty(document, 'hidden', { value: true, configurable: true }),
    });
    await app.page.waitForLoadState('networkidle');
    expect(app.asked).toHaveLength(0);
    await app.page.evaluate(() => {
      Reflect.deleteProperty(document, 'hidden');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await isMinted(app);
    await app.context.close();
  });

  it.each([
    ['is not given', '', undefined],
    ['is given, but the button is disabled', 'prefetch="idle" disabled', undefined],
    [
      'is given, but the user saves data',
      'prefetch="idle"',
      () => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
    ],
  ])('asks for nothing where it %s', async (_, attributes, init) => {
    const app = await open({ attributes, ...(init && { init }) });
    await app.button.hover({ force: true });
    await app.page.waitForLoadState('networkidle');
    expect(app.asked).toHaveLength(0);
    await app.context.close();
  });

  it('follows the attribute', async () => {
    const app = await open({ attributes: '' });
    await app.button.hover();
    await app.page.evaluate(() => window.bank.setAttribute('prefetch', 'hover'));
    await isMinted(app); // the pointer is there already
    await app.context.close();
  });

  it('says so where it is none of its values', async () => {
    const app = await open({ attributes: '' });
    const said = app.page.waitForEvent('console');
    await app.page.evaluate(() => window.bank.setAttribute('prefetch', 'always'));
    expect((await said).text()).toContain("prefetch takes 'hover', 'visible' or 'idle', not 'always'");
    await app.context.close();
  });

  it('says so where its script tag is missing', async () => {
    const app = await open({ head: SCRIPT });
    const said = await app.page.waitForEvent('console');
    expect(said.text()).toContain('open-consent-prefetch.global.js');
    const provider = await connect(app);
    await provider.close();
    await app.context.close();
  });
});

describe('a session that was minted ahead', () => {
  it('ends in a success, like any other', async () => {
    const app = await open({ settings: { autopilot: 1 } });
    await app.button.hover();
    await isMinted(app);
    await app.button.click();
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    expect(app.asked).toHaveLength(1);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it('is used once: nothing is asked for after a success, and the next press mints anew', async () => {
    const app = await open({ settings: { autopilot: 1 } });
    await app.button.hover();
    await isMinted(app);
    await app.button.click();
    await app.outcome();
    const [first] = (await app.outcomes()).map(({ detail }) => detail['sessionId']);
    await away(app);
    await app.button.hover();
    await app.page.waitForLoadState('networkidle');
    expect(app.asked).toHaveLength(1);
    await app.button.click();
    await expect.poll(async () => (await app.outcomes()).length).toBe(2);
    expect(app.asked).toHaveLength(2);
    const [, second] = (await app.outcomes()).map(({ detail }) => detail['sessionId']);
    expect(second).not.toBe(first);
    await app.context.close();
  });

  it('is not asked for while the window of the last press is open', async () => {
    const app = await open();
    const provider = await connect(app);
    const { length } = app.asked;
    // The widget's own dialog lies over the button.
    await app.page.evaluate(() => window.bank.dispatchEvent(new PointerEvent('pointerenter')));
    await app.page.waitForLoadState('networkidle');
    expect(app.asked).toHaveLength(length);
    await provider.close();
    await app.context.close();
  });

  it('is waited for where it is on its way, and not asked for twice', async () => {
    const app = await open({ delayMs: 500 });
    await app.button.hover();
    await expect.poll(() => app.asked.length).toBe(1);
    const provider = await connect(app);
    expect(app.asked).toHaveLength(1);
    await provider.close();
    await app.context.close();
  });

  it('that failed is not told, and the press mints anew', async () => {
    const app = await open();
    await app.page.route('**/session?**', (route) => route.abort(), { times: 1 });
    await app.button.hover();
    await expect.poll(() => app.asked[0]?.failure()).toBeTruthy();
    const provider = await connect(app);
    expect(app.asked).toHaveLength(2);
    expect(await app.outcomes()).toEqual([]);
    await provider.close();
    await app.context.close();
  });

  it('is not for the user who comes after', async () => {
    const app = await open({ attributes: 'prefetch="hover" prefetch-key="user-1"' });
    await app.button.hover();
    await isMinted(app);
    await app.page.evaluate(() => window.bank.setAttribute('prefetch-key', 'user-2'));
    const provider = await connect(app);
    expect(app.asked).toHaveLength(2);
    await provider.close();
    await app.context.close();
  });

  it('is for one institution', async () => {
    const app = await open({ attributes: 'prefetch="hover" institution="1"' });
    await app.button.hover();
    await isMinted(app);
    await app.page.evaluate(() => window.bank.setAttribute('institution', '2'));
    const provider = await connect(app);
    const bodies = app.asked.map((request) => request.postDataJSON().institution_id);
    expect(bodies).toEqual(['1', '2']);
    await provider.close();
    await app.context.close();
  });

  it('is called off when the page is left', async () => {
    const app = await open({ delayMs: 5000 });
    await app.button.hover();
    await expect.poll(() => app.asked.length).toBe(1);
    const aborted = await app.page.evaluate(() => {
      const { length } = window.heard;
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      return length;
    });
    expect(aborted).toBe(0);
    await expect.poll(() => app.asked[0]?.failure()?.errorText).toContain('ERR_ABORTED');
    await app.context.close();
  });

  it('opens once where the user presses twice', async () => {
    const app = await open();
    await app.button.hover();
    await isMinted(app);
    const opened = app.context.waitForEvent('page');
    await app.button.dblclick();
    await (await opened).waitForLoadState();
    expect(app.context.pages()).toHaveLength(2);
    expect(app.asked).toHaveLength(1);
    await app.context.close();
  });
});

const asks: AppAsk = { mode: 'popup', prefetch: 'hover' };

describe('preload({ session })', () => {
  let app: BuiltApp;
  beforeAll(async () => {
    app = await buildApp('preload');
  });

  it('has the session ready for openConsent(), where a double click is one press too', async () => {
    const { page, context, errors } = await openApp(stage, app, asks);
    const asked = watchAsked(page);
    const button = page.getByRole('button', { name: 'Connect your bank' });
    await button.hover();
    await isMinted({ asked });
    const opened = context.waitForEvent('page');
    await button.dblclick();
    await (await opened).waitForURL(/127\.0\.0\.1/);
    expect(context.pages()).toHaveLength(2);
    expect(asked).toHaveLength(1);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('works from the script tags too', async () => {
    const app = await open({ attributes: '' });
    const session = sessionUrl();
    await app.page.evaluate(
      `document.body.addEventListener('click', () => OpenConsent.openConsent({ session: '${session}', mode: 'popup' }))`,
    );
    await app.page.evaluate(`OpenConsent.preload({ session: '${session}' })`);
    await isMinted(app);
    const provider = await connect({ context: app.context, button: app.page.locator('body') });
    expect(app.asked).toHaveLength(1);
    await provider.close();
    await app.context.close();
  });
});

describe('prefetch of useOpenConsent(), in StrictMode', () => {
  let app: BuiltApp;
  beforeAll(async () => {
    app = await buildApp('react-hook');
  });

  it.each(['hover', 'visible', 'idle'] as const)(
    '"%s" has the session ready for the press',
    async (prefetch) => {
      const { page, context, errors } = await openApp(stage, app, { ...asks, prefetch });
      const before = stage.host.minted.length;
      const button = page.getByRole('button', { name: 'open', exact: true });
      if (prefetch === 'hover') await button.hover();
      // Written down once the whole answer is there.
      await page.waitForFunction(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes('/session')),
      );
      const asked = watchAsked(page);
      const provider = await connect({ context, button });
      expect(asked).toHaveLength(0);
      expect(stage.host.minted.length).toBeLessThanOrEqual(before + 1);
      expect(errors).toEqual([]);
      await provider.close();
      await context.close();
    },
  );
});
