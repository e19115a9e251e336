import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loseFocus } from '../support/focus.ts';
import { type Ask, type HostPage, openHost, stage } from '../support/stage.ts';

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
});

const SHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface State {
  ask: Ask;
  /** A selector that shows that the state is there. */
  shows: string;
  path?: string;
  before?(page: Page): Promise<unknown>;
  next?(page: Page): Promise<unknown>;
}

const noWindows = (page: Page) => page.evaluate(() => Object.assign(window, { open: () => null }));
const frame: Ask = { mode: 'iframe', dialog: true };
const autopilot = 1;

const STATES: Record<string, State> = {
  loading: { ask: { ...frame, delayMs: 60_000 }, shows: '.loading' },
  frame: { ask: frame, shows: '.frame:not(:has(.loading))' },
  stalled: { ask: { ...frame, options: { iframe: { readyTimeoutMs: 300 } } }, shows: '.bar' },
  leave: {
    ask: frame,
    shows: '.cover',
    next: (page) => page.locator('.frame:not(:has(.loading)) [part=close]').click(),
  },
  refused: { ask: frame, path: "?header=Content-Security-Policy:frame-src 'none'", shows: '.panel' },
  waiting: { ask: { mode: 'popup' }, shows: '.panel' },
  blocked: { ask: { mode: 'popup' }, shows: '.panel', before: noWindows },
  detached: {
    ask: { mode: 'popup', settings: { coop: 'same-origin' } },
    shows: '.panel',
    before: loseFocus,
  },
  interrupted: { ask: { ...frame, settings: { autopilot, ending: 'otp_failure' } }, shows: '.panel' },
  failed: {
    ask: { mode: 'popup', settings: { autopilot, ending: 'upstream_failure' } },
    shows: '.panel .buttons > :only-child',
  },
  leaving: { ask: { mode: 'redirect', delayMs: 60_000 }, shows: '.panel' },
};

const LANGUAGES = ['en', 'ar'] as const;
type Language = (typeof LANGUAGES)[number];
const STILL_THERE: Record<Language, string> = { en: 'Still there?', ar: 'هل ما زلت هنا؟' };

/** One page is looked at in every scheme and width: the theme follows the system, and the widget its window. */
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 320].map((width) => ({ colorScheme, width, height: width === 320 ? 640 : 800 })),
);

async function reach(name: string, lang: Language): Promise<HostPage> {
  const state = STATES[name] as State;
  const host = await openHost(stage, `/ui${state.path ?? ''}`);
  await state.before?.(host.page);
  await host.connect({ ...state.ask, options: { ...state.ask.options, ui: { lang } } });
  await state.next?.(host.page);
  const widget = host.page.locator('.open-consent');
  await widget.locator(state.shows).waitFor();
  if (name === 'detached') await widget.getByText(STILL_THERE[lang]).waitFor();
  await host.page.addScriptTag({ path: AXE });
  return host;
}

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      iframes: false,
      preload: false,
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}

/** What sticks out of the dialog, or of the window. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('.open-consent')?.shadowRoot;
    const dialog = root?.querySelector('dialog');
    if (!root || !dialog) return ['no dialog'];
    const outer = dialog.getBoundingClientRect();
    const cut = [...dialog.querySelectorAll('h2, p, button')].filter((item) => {
      const box = item.getBoundingClientRect();
      return (
        box.left < outer.left - 1 || box.right > outer.right + 1 || item.scrollWidth > item.clientWidth + 1
      );
    });
    const outside = outer.left < 0 || outer.top < 0 || outer.right > innerWidth || outer.bottom > innerHeight;
    return [...cut.map((item) => item.outerHTML), ...(outside ? ['the dialog itself'] : [])];
  });
}

/** What the dialog is drawn with. */
function colours(page: Page): Promise<string[]> {
  return page.locator('.open-consent dialog').evaluate((dialog) => {
    const { backgroundColor, color, colorScheme } = getComputedStyle(dialog);
    return [backgroundColor, color, colorScheme];
  });
}

const LIGHT = ['rgb(255, 255, 255)', 'rgb(27, 31, 36)', 'light'];
const DARK = ['rgb(23, 27, 33)', 'rgb(238, 241, 245)', 'dark'];

describe.concurrent.each(Object.keys(STATES))('the widget, %s', (name) => {
  it.each(LANGUAGES)('is accessible and whole in %s, in every scheme and width', async (lang) => {
    const { page, context } = await reach(name, lang);
    for (const { colorScheme, ...viewport } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const look = `${name}-${colorScheme}-${lang}-${viewport.width}`;
      await page.screenshot({ path: `${SHOTS}${look}.png` });
      expect(await violations(page), look).toEqual([]);
      expect(await overflow(page), look).toEqual([]);
      expect(await colours(page), look).toEqual(colorScheme === 'dark' ? DARK : LIGHT);
    }
    await context.close();
  });
});

describe.concurrent('the theme', () => {
  it.each(['light', 'dark'] as const)('is %s where it is asked for, whatever the system’s', async (theme) => {
    const colorScheme = theme === 'dark' ? 'light' : 'dark';
    const { page, context, connect } = await openHost(stage, '/ui', { colorScheme });
    await connect({ mode: 'popup', delayMs: 60_000, options: { ui: { theme } } });
    await page.locator('.open-consent dialog').waitFor();
    expect(await colours(page)).toEqual(theme === 'dark' ? DARK : LIGHT);
    await page.addScriptTag({ path: AXE });
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
