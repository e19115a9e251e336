import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConsentOutcome } from '../../src/index.ts';
import { browser } from '../support/connect.ts';
import { loseFocus } from '../support/focus.ts';

const ROOT = new URL('../..', import.meta.url);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Run {
  process: ChildProcess;
  /** All that it has printed, on either stream. */
  printed(): string;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
}

/** Without the credentials that the machine may have: these runs are never against the real platform. */
function runDemo(...flags: string[]): Run {
  const { FISKIL_CLIENT_ID: _id, FISKIL_CLIENT_SECRET: _secret, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/demo.mjs', ...flags], { cwd: ROOT, env });
  process.once('exit', () => child.kill());
  let text = '';
  const print = (chunk: Buffer) => {
    text += chunk;
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', print);
  return {
    process: child,
    printed: () => text,
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

interface Demo extends Run {
  origin: string;
  sandboxOrigin: string;
}

async function startDemo(): Promise<Demo> {
  const run = runDemo('--port', '0', '--sandbox-port', '0');
  await vi.waitUntil(() => run.printed().includes('Ctrl-C stops it.'), { timeout: 30_000 });
  const [, origin = ''] = /Playground +(http:\/\/localhost:\d+)\//.exec(run.printed()) ?? [];
  const [, sandboxOrigin = ''] = /Provider +(http:\/\/127\.0\.0\.1:\d+)/.exec(run.printed()) ?? [];
  return { ...run, origin, sandboxOrigin };
}

async function stopDemo(demo: Demo): Promise<void> {
  demo.process.kill('SIGINT');
  await demo.ended;
}

interface Choice {
  mode: 'auto' | 'redirect' | 'popup' | 'iframe' | 'dialog';
  callback?: 'script' | 'spa' | 'bare' | 'none';
  drawing?: 'on' | 'off';
  coop?: string;
  theme?: 'light' | 'dark' | 'system';
  language?: string;
  ending?: string;
}

/** Fills in the playground's own form. */
async function choose(page: Page, { mode, callback = 'script', ...selects }: Choice): Promise<void> {
  await page.locator(`[name=mode][value=${mode}]`).check();
  await page.locator(`[name=callback][value=${callback}]`).check();
  for (const [name, value] of Object.entries(selects)) await page.selectOption(`#${name}`, value);
}

async function connect(page: Page, choice: Choice): Promise<void> {
  await choose(page, choice);
  await page.getByRole('button', { name: 'Connect your bank' }).click();
}

/** What a person would press, on the sandbox's pages. */
async function consent(provider: Page | Frame): Promise<void> {
  await provider.getByRole('button', { name: 'Banking Sandbox Data Holder' }).click();
  await provider.getByLabel('Customer number').fill('12345678');
  await provider.getByRole('button', { name: 'Log in' }).click();
  await provider.getByLabel('One-time password').fill('123456');
  for (const name of ['Verify', 'Continue', 'Confirm']) await provider.getByRole('button', { name }).click();
}

async function outcomeOf(page: Page): Promise<ConsentOutcome> {
  const outcome = page.locator('#outcome');
  await expect.poll(() => outcome.textContent()).toContain('"status"');
  return JSON.parse((await outcome.textContent()) ?? '') as ConsentOutcome;
}

async function frameOf(page: Page): Promise<Frame> {
  const isProvider = (frame: Frame) => frame.url().startsWith('http://127.0.0.1:');
  await expect.poll(() => page.frames().some(isProvider)).toBe(true);
  return page.frames().find(isProvider) as Frame;
}

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

describe('the playground', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(() => stopDemo(demo));

  async function openPlayground(width = 1280): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(demo.origin);
    return page;
  }

  async function openPopup(page: Page, choice: Choice): Promise<Page> {
    const [popup] = await Promise.all([page.waitForEvent('popup'), connect(page, choice)]);
    return popup;
  }

  it.each(['script', 'spa', 'bare', 'none'] as const)('connects in a popup (%s)', async (callback) => {
    const page = await openPlayground();
    await consent(await openPopup(page, { mode: 'popup', callback }));
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'popup' });
    await expect.poll(() => page.context().pages().length).toBe(1);
    await page.context().close();
  });

  it('connects in auto mode, which takes a popup here', async () => {
    const page = await openPlayground();
    await consent(await openPopup(page, { mode: 'auto' }));
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'popup' });
    await page.context().close();
  });

  it.each(['iframe', 'dialog'] as const)('connects in a frame (%s)', async (mode) => {
    const page = await openPlayground();
    await connect(page, { mode });
    await consent(await frameOf(page));
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'iframe' });
    await page.context().close();
  });

  it.each(['script', 'spa'] as const)(
    'connects by redirect, and keeps its choices and state (%s)',
    async (callback) => {
      const page = await openPlayground();
      await connect(page, { mode: 'redirect', callback });
      await page.waitForURL(`${demo.sandboxOrigin}/**`);
      await consent(page);
      await page.waitForURL(`${demo.origin}/`);
      expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'redirect' });
      expect(await page.locator('#returned-state').textContent()).toContain('the playground');
      expect(await page.locator('[name=mode]:checked').getAttribute('value')).toBe('redirect');
      expect(await page.locator('#events').textContent()).toContain('session_requested');
      await page.context().close();
    },
  );

  it.each(['script', 'spa'] as const)('connects in a popup that COOP has severed (%s)', async (callback) => {
    const page = await openPlayground();
    await loseFocus(page);
    await consent(await openPopup(page, { mode: 'popup', callback, coop: 'same-origin', drawing: 'off' }));
    expect(await outcomeOf(page)).toMatchObject({ status: 'success', mode: 'popup' });
    await page.context().close();
  });

  it('cancels by its own button where nothing is drawn', async () => {
    const page = await openPlayground();
    const popup = await openPopup(page, { mode: 'popup', drawing: 'off' });
    await popup.waitForURL(`${demo.sandboxOrigin}/**`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    expect(await page.locator('#state').textContent()).toContain('aborted');
    await page.context().close();
  });

  it('draws as chosen, shows the code for it, and has it still after a reload', async () => {
    const page = await openPlayground();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await choose(page, { mode: 'dialog', theme: 'dark', language: 'de' });
    await page.getByRole('switch', { name: 'Confirm on close' }).uncheck();
    await page.reload();
    await page.getByRole('button', { name: 'Bank verbinden' }).click();
    const provider = await frameOf(page);
    await provider.getByRole('button', { name: 'Cancel' }).waitFor();
    const dialog = page.getByRole('dialog', { name: 'Bank verbinden' });
    expect(await page.locator('.open-consent').getAttribute('lang')).toBe('de');
    expect(await page.locator('.open-consent').getAttribute('data-theme')).toBe('dark');
    await dialog.getByRole('button', { name: 'Schließen' }).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'cancelled', reason: 'dismissed' });

    const code = page.getByRole('tabpanel').getByRole('region', { name: 'Code' });
    const tag = '<open-consent session-url="/api/auth-session" mode="iframe" theme="dark" lang="de">';
    expect(await code.textContent()).toContain(tag);
    await page.getByRole('tab', { name: 'Script tag' }).press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'npm', selected: true }).evaluate(isFocused)).toBe(true);
    expect(await code.textContent()).toContain("ui: { theme: 'dark', texts: de, confirmClose: false },");
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code.textContent());
    await page.context().close();
  });

  it('tells of a cancel at the provider', async () => {
    const page = await openPlayground();
    await connect(page, { mode: 'iframe' });
    await (await frameOf(page)).getByRole('button', { name: 'Cancel' }).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'cancelled', reason: 'user_cancelled' });
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('is accessible and fits 320 pixels (%s)', async (colorScheme) => {
    const page = await openPlayground(320);
    await page.emulateMedia({ colorScheme });
    await choose(page, { mode: 'redirect', callback: 'none' });
    await page.locator('#advice li').waitFor();
    await page.addScriptTag({ path: AXE });
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
    );
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  });

  it('serves a page that does it by script tag', async () => {
    const page = await openPlayground();
    await page.goto(`${demo.origin}/demo/script-tag.html`);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Connect your bank' }).click(),
    ]);
    await consent(popup);
    await page.getByText('The session is').waitFor();
    await page.context().close();
  });
});

describe('the demo server', () => {
  let blocker: Server;
  let taken: string;
  beforeAll(async () => {
    blocker = createServer().listen(0, 'localhost');
    await once(blocker, 'listening');
    taken = String((blocker.address() as AddressInfo).port);
  });
  afterAll(() => blocker.close());

  it('says in one line which port is taken, and which flag changes it', async () => {
    const run = runDemo('--port', taken, '--sandbox-port', '0');
    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(new RegExp(`^demo: Port ${taken} is taken\\..* --port .*\\n$`));
  });

  it('says so of the sandbox’s port as well', async () => {
    const sandbox = createServer().listen(0, '127.0.0.1');
    await once(sandbox, 'listening');
    const { port } = sandbox.address() as AddressInfo;
    const run = runDemo('--port', '0', '--sandbox-port', String(port));
    expect(await run.ended).toBe(1);
    expect(run.printed()).toMatch(new RegExp(`^demo: Port ${port} is taken\\..* --sandbox-port .*\\n$`));
    sandbox.close();
  });

  // Windows has no signals: there a process that is killed cannot clean up.
  const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);

  it.each(SIGNALS)('frees its ports at once on %s', async (signal) => {
    const demo = await startDemo();
    expect((await fetch(demo.origin)).status).toBe(200);
    const before = Date.now();
    demo.process.kill(signal);
    expect(await demo.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(3000);
    for (const origin of [demo.origin, demo.sandboxOrigin]) await expect(fetch(origin)).rejects.toThrow();
  });
});
