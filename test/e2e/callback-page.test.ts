import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SessionRequest } from '../support/host-server.ts';
import { type MarkupPage, openMarkup, SCRIPT, sessionUrl } from '../support/markup-page.ts';
import { stage } from '../support/stage.ts';

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
});

const SHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const CALLBACK = '<script src="/dist/open-consent-callback.global.js"></script>';
const autopilot = 1;

/** No `lang`, no title, no viewport: as bare as such a page can be. */
const BARE = `<!doctype html>${CALLBACK}`;
const DONE = 'You can close this window';
const ELSEWHERE = 'Return to the app where you started';

function app(mode: 'popup' | 'iframe' | 'redirect', ask: SessionRequest = {}): string {
  const url = sessionUrl({ settings: { autopilot }, ...ask }).replaceAll('"', '&quot;');
  return `<!doctype html><html lang="en"><title>App</title>${SCRIPT}<open-consent id="bank" mode="${mode}" session-url="${url}"></open-consent>`;
}

const press = ({ page }: MarkupPage) => page.locator('#bank').getByRole('button').click();
const origin = () => stage.host.origin;
const pause = (page: Page, ms: number) =>
  page.evaluate((time) => new Promise((later) => setTimeout(later, time)), ms);

/** A tab that scripts cannot close, at a callback of a flow of this browser. */
async function openElsewhere(
  callback: string,
  look = {},
  before: (host: MarkupPage) => unknown = () => {},
): Promise<{ host: MarkupPage; tab: Page }> {
  const host = await openMarkup(stage, {
    pages: { '/app': app('popup', { settings: {} }), '/callback-script': callback },
    look,
  });
  await press(host);
  const ready = await host.page.waitForFunction(
    () => window.heard.find(({ detail }) => detail.type === 'opened')?.detail['sessionId'],
  );
  const tab = await host.context.newPage();
  for (const path of ['/callback-bare', '/callback-npm']) await tab.goto(origin() + path);
  const sessionId = await ready.jsonValue();
  await before(host);
  await tab.goto(`${origin()}/callback-script?session_id=${sessionId}`);
  return { host, tab };
}

describe('the callback page', () => {
  it('closes its popup, and the element tells the outcome', async () => {
    const host = await openMarkup(stage, {
      pages: {
        '/app': app('popup', { settings: { autopilot, home: 'callback' } }),
        '/callback-script': BARE,
      },
    });
    await Promise.all([host.context.waitForEvent('page'), press(host)]);
    expect(await host.outcome()).toMatchObject({ name: 'consent-success', detail: { mode: 'popup' } });
    await expect.poll(() => host.context.pages().length).toBe(1);
    await host.context.close();
  });

  it('in a frame hands its address on, and draws nothing there', async () => {
    const host = await openMarkup(stage, { pages: { '/app': '', '/callback-script': BARE } });
    await host.page.evaluate((src) => {
      window.addEventListener('message', ({ data }) => Object.assign(window, { relayed: data }));
      // As the frames of a flow are named, which is all that tells where storage is out of sight.
      const frame = Object.assign(document.createElement('iframe'), { name: 'open-consent-1', src });
      document.body.append(frame);
    }, `${origin()}/callback-script?session_id=s1`);
    await host.page.waitForFunction('window.relayed');
    expect(await host.page.evaluate('window.relayed')).toMatchObject({
      v: 1,
      type: 'open-consent.callback',
      url: `${origin()}/callback-script?session_id=s1`,
    });
    await pause(host.page, 1600);
    const [, frame] = host.page.frames();
    expect(await frame?.locator('body').innerHTML()).toBe('');
    await host.context.close();
  });

  it('ends a flow in a frame', async () => {
    const host = await openMarkup(stage, {
      pages: {
        '/app': app('iframe', { settings: { autopilot, home: 'callback' } }),
        '/callback-script': BARE,
      },
    });
    await press(host);
    expect(await host.outcome()).toMatchObject({ name: 'consent-success', detail: { mode: 'iframe' } });
    await host.context.close();
  });

  it.each([
    ['success', 'consent-success', { status: 'success' }],
    ['denied', 'consent-cancel', { reason: 'denied' }],
    ['otp_failure', 'consent-error', { error: { errorType: 'CONSENT_OTP_FAILURE' } }],
  ] as const)(
    'goes back to where a redirect came from, with the outcome (%s)',
    async (ending, name, detail) => {
      const pages = {
        '/app': app('redirect', { settings: { autopilot, ending } }),
        '/callback-script': BARE,
      };
      const host = await openMarkup(stage, { pages });
      const from = `${origin()}/app?page=2#accounts`;
      await host.page.goto(from);
      await host.page.reload();
      await host.page.evaluate(() => Object.assign(window.bank, { options: { state: { cart: [1, 2] } } }));
      await press(host);
      await host.page.waitForURL(/127\.0\.0\.1/);
      await host.page.waitForURL(from);
      expect(await host.outcome()).toMatchObject({ name, detail: { mode: 'redirect', ...detail } });
      const told = { cart: [1, 2] };
      expect(await host.outcome()).toMatchObject({ detail: { state: told, returnUrl: from } });
      // One outcome, one consumer: what asks later does not get it again.
      const again = await host.page.evaluate('OpenConsent.completeConsent().then(({ handled }) => handled)');
      expect(again).toBe('none');
      expect(await host.page.evaluate(() => window.bank.outcome instanceof Object)).toBe(true);

      await host.page.reload();
      await pause(host.page, 200);
      expect(await host.outcomes()).toEqual([]);
      await host.context.close();
    },
  );

  it('that cannot close, while its flow waits, says that it is done', async () => {
    const { host, tab } = await openElsewhere(BARE);
    await tab.getByRole('status').getByText(DONE).waitFor();
    expect(await tab.locator('html').getAttribute('lang')).toBe('en');
    expect(await tab.title()).toBe(DONE);
    expect(await host.outcome()).toMatchObject({ name: 'consent-success' });
    await host.context.close();
  });

  it('in another tab goes on there with the outcome, when its flow is gone', async () => {
    const { host, tab } = await openElsewhere(BARE, {}, ({ page }) => page.close());
    await tab.waitForURL(`${origin()}/app`);
    await tab.waitForFunction(() => window.heard?.some(({ name }) => name === 'consent-success'));
    await host.context.close();
  });

  it.each([
    ['de', 'Sie können dieses Fenster schließen'],
    ['es-MX', 'Puede cerrar esta ventana'],
    ['fr', 'Vous pouvez fermer cette fenêtre'],
    ['ar', 'يمكنك إغلاق هذه النافذة'],
    ['zh-Hans', '您可以关闭此窗口'],
    ['nl', DONE],
  ])('says so in the language of the page (%s)', async (lang, says) => {
    const { host, tab } = await openElsewhere(`<!doctype html><html lang="${lang}">${CALLBACK}`);
    expect(await tab.getByRole('status').textContent()).toBe(says);
    await host.context.close();
  });

  it.each(['light', 'dark'] as const)('says so readably on a small phone (%s)', async (colorScheme) => {
    const look = { colorScheme, viewport: { width: 320, height: 640 }, isMobile: true };
    const { host, tab } = await openElsewhere(BARE, look);
    await tab.getByRole('status').waitFor();
    await tab.screenshot({ path: `${SHOTS}callback-done-${colorScheme}-320.png` });
    const seen = await tab.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      dark: getComputedStyle(document.querySelector('p') as Element).color,
    }));
    expect(seen).toEqual({
      width: 320,
      dark: colorScheme === 'dark' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)',
    });
    await tab.addScriptTag({ path: AXE });
    expect(
      await tab.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }).then(({ violations }) => violations.map(({ id }) => id))",
      ),
    ).toEqual([]);
    await host.context.close();
  });

  it('keeps its own content, language and title, and says it once where the script was loaded twice', async () => {
    const own = `<!doctype html><html lang="de"><title>Danke</title>${CALLBACK}${CALLBACK}<body><h1>Danke</h1></body></html>`;
    const { host, tab } = await openElsewhere(own);
    const status = tab.getByRole('status');
    await status.waitFor();
    await pause(tab, 200);
    expect(await status.count()).toBe(1);
    expect(await status.textContent()).toBe('Sie können dieses Fenster schließen');
    expect(await status.getAttribute('lang')).toBe('de');
    expect(await tab.locator('h1').isVisible()).toBe(true);
    expect(await tab.locator('html').getAttribute('lang')).toBe('de');
    expect(await tab.title()).toBe('Danke');
    expect(await tab.locator('html').getAttribute('style')).toBeNull();
    await host.context.close();
  });

  it.each([
    'session_id=somebody-elses',
    'consent_flow=AAAAAAAAAAAAAAAAAAAAAA&session_id=somebody-elses',
    'error=access_denied&error_type=CONSENT_ENDUSER_DENIED&error_id=err_1',
  ])('of a flow that began in another browser has a neutral sentence: ?%s', async (query) => {
    const host = await openMarkup(stage, { pages: { '/app': '', '/callback-script': BARE } });
    const link = `${origin()}/callback-script?${query}`;
    await host.page.goto(link);
    await host.page.getByRole('status').getByText(ELSEWHERE).waitFor();
    expect(host.page.url()).toBe(link);
    expect(await host.page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
    await host.context.close();
  });

  it.each([
    ['code=1&state=2', ''],
    ['session_id=somebody-elses', '<h1>Thank you</h1>'],
    ['error=access_denied&error_type=CONSENT_ENDUSER_DENIED&error_id=err_1', '<h1>Thank you</h1>'],
  ])('touches nothing where it is not surely ours: ?%s %s', async (query, body) => {
    const page = `<!doctype html><html><head>${CALLBACK}</head><body>${body}</body></html>`;
    const host = await openMarkup(stage, { pages: { '/app': '', '/callback-script': page } });
    const link = `${origin()}/callback-script?${query}#top`;
    await host.page.goto(link);
    const before = await host.page.content();
    await pause(host.page, 1800);
    expect(await host.page.content()).toBe(before);
    expect(host.page.url()).toBe(link);
    expect(await host.page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
    await host.context.close();
  });
});
