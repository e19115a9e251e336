import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { giveConsent } from '../support/give-consent.ts';
import { dialog, focusIs, loaded } from '../support/keyboard.ts';
import { poll } from '../support/poll.ts';
import { type Ask, type HostPage, openHost, stage } from '../support/stage.ts';

const SHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
});

const frame: Ask = { mode: 'iframe', dialog: true, institutionId: '88888' };
const popup: Ask = { mode: 'popup', institutionId: '88888' };
const autopilot = 1;

const isGone = (page: Page) => poll(() => page.locator('.open-consent').count()).toBe(0);

/** What of the dialog cannot be seen, or would not take a click where it is drawn. */
function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('.open-consent')?.shadowRoot;
    const dialog = root?.querySelector('dialog');
    if (!root || !dialog) return ['no dialog'];
    const box = dialog.getBoundingClientRect();
    const problems: string[] = [];
    if (box.width < 416 || box.height < 100) problems.push(`too small: ${box.width} x ${box.height}`);
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
      problems.push(`outside the window: ${JSON.stringify(box)}`);
    // Beneath "Leave?" the frame is meant to be out of reach.
    const parts = dialog.querySelectorAll(
      dialog.querySelector('.cover') ? 'h2, button' : 'h2, button, iframe',
    );
    for (const part of parts) {
      const { x, y, width, height } = part.getBoundingClientRect();
      const hit = root.elementFromPoint(x + width / 2, y + height / 2);
      if (!hit || !part.contains(hit)) problems.push(`covered: ${part.outerHTML}`);
    }
    return problems;
  });
}

interface Hostility {
  css?: string;
  /** Runs before the button is pressed. */
  before?: () => void;
  /** The focus has nowhere to go back to. */
  noWayBack?: boolean;
}

const HOSTILITIES: Record<string, Hostility> = {
  'all-unset': { css: '* { all: unset !important }' },
  'no-dialogs': { css: 'dialog { display: none !important }' },
  'no-divs': {
    css: 'div { display: none !important; visibility: hidden !important; opacity: 0 !important }',
  },
  'no-class': { css: '.open-consent { display: none !important; pointer-events: none !important }' },
  'header-on-top': {
    css: 'h1 { position: fixed; inset: 40vh 0 0; margin: 0; background: gold; z-index: 2147483647 }',
  },
  'zoomed-body': { css: 'body { zoom: 1.5 }' },
  'large-rem': { css: 'html { font-size: 40px }' },
  'small-rem': { css: 'html { font-size: 62.5% }' },
  'moving-body': { css: 'body { transform: translateX(300px); filter: blur(1px); overflow: hidden }' },
  'grid-page': { css: 'html { display: grid; grid-template-rows: 1fr 4rem; height: 100% }' },
  'unfriendly-text': {
    css: 'html { line-height: 0; letter-spacing: 2em; text-transform: uppercase; visibility: hidden; text-align: right; cursor: none } body { visibility: visible; line-height: 1.5 }',
  },
  'inert-body': {
    before: () => {
      document.querySelector('#connect')?.addEventListener('click', () => {
        document.body.inert = true;
        document.body.setAttribute('aria-hidden', 'true');
      });
    },
    noWayBack: true,
  },
  'focus-trap': {
    before: () => {
      const box = document.querySelector('main') as HTMLElement;
      document.addEventListener('focusin', ({ target }) => {
        if (!box.contains(target as Node)) box.querySelector('button')?.focus();
      });
    },
  },
  'keyboard-thief': {
    before: () => {
      document.addEventListener('keydown', (event) => {
        if (['Tab', 'Enter', 'Escape', ' '].includes(event.key)) event.preventDefault();
      });
    },
  },
};

async function openHostile(name: string): Promise<HostPage> {
  const { css, before } = HOSTILITIES[name] as Hostility;
  const host = await openHost(stage, '/ui', { viewport: { width: 1000, height: 800 } });
  if (css) await host.page.addStyleTag({ content: css });
  if (before) await host.page.evaluate(before);
  return host;
}

describe.concurrent.each(Object.keys(HOSTILITIES))('on a hostile page (%s)', (name) => {
  it('the dialog is seen, used by keyboard and mouse, and ends in success', async () => {
    const host = await openHostile(name);
    const { page } = host;
    await host.connect(frame);
    await loaded(page);
    await page.screenshot({ path: `${SHOTS}hostile-${name}-frame.png` });
    expect(await unseen(page)).toEqual([]);
    await focusIs(page, 'Close');
    await page.keyboard.press('Escape');
    await focusIs(page, 'Leave without connecting?');
    expect(await unseen(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await focusIs(page, 'Stay');
    await page.keyboard.press('Enter');
    await focusIs(page, 'Close');
    await page.keyboard.press('Tab');
    await focusIs(page, 'the frame');
    await giveConsent((await host.provider()) as Frame);
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'iframe' });
    await isGone(page);
    if (!HOSTILITIES[name]?.noWayBack) await focusIs(page, 'Connect your bank');
    await host.context.close();
  });

  it('the panel is seen, used by keyboard and mouse, and a consent ends in success', async () => {
    const host = await openHostile(name);
    const { page, context } = host;
    await host.connect(popup);
    await focusIs(page, 'Continue in the window that opened');
    await page.screenshot({ path: `${SHOTS}hostile-${name}-panel.png` });
    expect(await unseen(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await focusIs(page, 'Show window');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Show window' }).click();
    await giveConsent(await host.provider());
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'popup' });
    await isGone(page);
    await context.close();
  });
});

describe.concurrent('a host page with a modal dialog of its own', () => {
  /** The button that connects moves into it. */
  const openTheirs = (page: Page) =>
    page.evaluate(() => {
      const theirs = document.createElement('dialog');
      theirs.id = 'theirs';
      theirs.style.cssText = 'inline-size: 90vw; block-size: 90vh';
      const name = document.createElement('input');
      name.setAttribute('aria-label', 'Your name');
      theirs.append(
        name,
        document.querySelector('#connect') as Element,
        document.querySelector('#here') as Element,
      );
      document.body.append(theirs);
      theirs.showModal();
    });

  it('gets ours on top of it, and its focus back afterwards', async () => {
    const host = await openHost(stage, '/ui');
    const { page } = host;
    await openTheirs(page);
    await host.connect(frame);
    await loaded(page);
    await page.screenshot({ path: `${SHOTS}hostile-modal-frame.png` });
    expect(await unseen(page)).toEqual([]);
    await focusIs(page, 'Close');
    await page.keyboard.press('Escape');
    await focusIs(page, 'Leave without connecting?');
    await page.keyboard.press('Escape');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await focusIs(page, 'Connect your bank');
    expect(await page.evaluate(() => document.querySelector('#theirs')?.matches(':modal'))).toBe(true);
    await host.connect({ ...frame, settings: { autopilot } });
    expect(await host.outcome(1)).toMatchObject({ status: 'success' });
    await focusIs(page, 'Connect your bank');
    await host.context.close();
  });

  it('reaches the bar of a silent frame inside it', async () => {
    const host = await openHost(stage, '/ui');
    const { page, context } = host;
    await openTheirs(page);
    await host.connect({
      mode: 'iframe',
      institutionId: '88888',
      options: { iframe: { readyTimeoutMs: 300 } },
    });
    const bar = page.locator('.open-consent .bar');
    await bar.waitFor();
    await page.screenshot({ path: `${SHOTS}hostile-modal-bar.png` });
    const opened = context.waitForEvent('page');
    await bar.getByRole('button', { name: 'Continue in a new window' }).click();
    await giveConsent(await opened);
    expect(await host.outcome()).toMatchObject({ status: 'success', mode: 'popup' });
    await context.close();
  });
});

describe.concurrent('the page behind', () => {
  interface Place {
    top: number;
    left: number;
    scroll: number;
    width: number;
  }
  /** Where the page stands. */
  const place = (page: Page): Promise<Place> =>
    page.evaluate(() => {
      const { top, left, width } = (document.querySelector('.tall') as Element).getBoundingClientRect();
      const scroll = Math.max(scrollY, document.body.scrollTop);
      return { top, left, width, scroll };
    });

  const styleOf = (page: Page) =>
    page.evaluate(() => [document.documentElement, document.body].map((one) => one.getAttribute('style')));

  async function scrolled(css: string, look = {}): Promise<HostPage> {
    const host = await openHost(stage, '/ui', look);
    await host.page.addStyleTag({ content: `.tall { block-size: 300vh } ${css}` });
    await host.page.mouse.move(300, 300);
    await host.page.mouse.wheel(0, 40);
    await poll(async () => (await place(host.page)).scroll).toBe(40);
    return host;
  }

  it.each([
    ['as it comes', ''],
    ['with a scroll bar of its own on the root', 'html { overflow-y: scroll }'],
    ['with its scroll bar declared on the body', 'body { overflow-y: scroll }'],
    ['with a body as tall as the window', 'html, body { height: 100% } body { overflow-x: hidden }'],
    ['with a body that scrolls by itself', 'html, body { height: 100%; overflow: auto }'],
    ['with a gutter of its own', 'html { scrollbar-gutter: stable both-edges }'],
    ['written from right to left', 'html { direction: rtl }'],
    ['with a root that lays out its children', 'html { display: flex; gap: 40px } body { flex: 1 }'],
  ])('neither scrolls nor jumps, %s', async (_page, css) => {
    const host = await scrolled(css);
    const { page } = host;
    const before = await place(page);
    const styles = await styleOf(page);
    await host.connect(frame);
    await loaded(page);
    expect(await place(page)).toEqual(before);
    await page.mouse.move(20, 400);
    await page.mouse.wheel(0, 300);
    await page.mouse.move(640, 350);
    await page.mouse.wheel(0, 300);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Escape');
    await focusIs(page, 'Leave without connecting?');
    expect(await place(page)).toEqual(before);
    await page.keyboard.press('Escape');
    expect(await host.outcome()).toMatchObject({ status: 'cancelled' });
    await isGone(page);
    expect(await place(page)).toEqual(before);
    expect(await styleOf(page)).toEqual(styles);
    await page.mouse.move(300, 300);
    await page.mouse.wheel(0, 60);
    await poll(async () => (await place(page)).scroll).toBe(100);
    await host.context.close();
  });

  it.each([
    null,
    '',
    'overflow: scroll !important;',
    'overflow: auto;',
    'overflow-y: scroll;',
    'overflow-x: clip !important; color: rgb(1, 2, 3);',
    'scrollbar-gutter: stable both-edges; --mine: 1;',
  ])('has its own inline style back afterwards: %s', async (style) => {
    const host = await openHost(stage, '/ui');
    const { page } = host;
    await page.evaluate((own) => {
      if (own !== null) document.documentElement.setAttribute('style', own);
    }, style);
    await host.connect({ ...popup, delayMs: 60_000 });
    await dialog(page).waitFor();
    const { overflowX, overflowY } = await page.evaluate(() => ({
      ...getComputedStyle(document.documentElement),
    }));
    expect([overflowX, overflowY]).toEqual(['hidden', 'hidden']);
    await page.keyboard.press('Escape');
    await isGone(page);
    expect(await styleOf(page)).toEqual([style, null]);
    await host.context.close();
  });

  it('keeps what the page itself changes in its style meanwhile', async () => {
    const host = await openHost(stage, '/ui');
    const { page } = host;
    await host.connect({ ...popup, delayMs: 60_000 });
    await dialog(page).waitFor();
    await page.evaluate(() => document.documentElement.style.setProperty('--theirs', 'new'));
    await page.keyboard.press('Escape');
    await isGone(page);
    expect(await styleOf(page)).toEqual(['--theirs: new;', null]);
    await host.context.close();
  });

  it.each([
    ['the first', 0],
    ['the second', 1],
  ])('stays still until the last of two flows has ended, %s ending first', async (_which, first) => {
    const host = await openHost(stage, '/ui');
    const { page } = host;
    await page.evaluate(() => document.documentElement.setAttribute('style', 'overflow: scroll !important;'));
    const open = () =>
      page.evaluate(() => {
        document.querySelector<HTMLElement>('#connect')?.click();
        return performance.now();
      });
    await page.evaluate((next) => Object.assign(window, { next }), frame as object);
    const pressed = await open();
    await page.waitForFunction(() => window.stage.flows[0]?.state.phase === 'active');
    // A press sooner than that is the second half of a double click, which opens nothing.
    await page.waitForFunction((at) => performance.now() > at + 500, pressed);
    await open();
    await poll(() => page.locator('.open-consent dialog').count()).toBe(2);
    await page.evaluate((nth) => window.stage.flows[nth]?.cancel(), first);
    await poll(() => page.locator('.open-consent dialog[open]').count()).toBe(1);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('hidden');
    await page.evaluate((nth) => window.stage.flows[nth]?.cancel(), 1 - first);
    await isGone(page);
    expect(await styleOf(page)).toEqual(['overflow: scroll !important;', null]);
    await host.context.close();
  });
});
