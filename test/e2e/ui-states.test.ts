import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, type HostPage, openHost, type Stage, setStage } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  mkdirSync(SHOTS, { recursive: true });
});
afterAll(() => stage.close());

const SHOTS = new URL('../screenshots/', import.meta.url).pathname;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface State {
  ask: Ask;
  /** A selector that shows that the state is there. */
  shows: string;
  path?: string;
  before?(page: Page): Promise<unknown>;
  next?(page: Page): Promise<unknown>;
}

const noFocus = (page: Page) => page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
const noWindows = (page: Page) => page.evaluate(() => Object.assign(window, { open: () => null }));
const frame: Ask = { mode: 'iframe', dialog: true };
const autopilot = 1;

const STATES: Record<string, State> = {
  loading: { ask: { ...frame, delayMs: 60_000 }, shows: '.loading' },
  frame: { ask: frame, shows: '.frame-dialog:not(:has(.loading))' },
  stalled: { ask: { ...frame, options: { iframe: { readyTimeoutMs: 300 } } }, shows: '.bar' },
  leave: {
    ask: frame,
    shows: '.cover',
    next: (page) => page.locator('.frame-dialog:not(:has(.loading)) .close').click(),
  },
  refused: { ask: frame, path: "?header=Content-Security-Policy:frame-src 'none'", shows: '.panel' },
  waiting: { ask: { mode: 'popup' }, shows: '.panel' },
  blocked: { ask: { mode: 'popup' }, shows: '.panel', before: noWindows },
  detached: {
    ask: { mode: 'popup', settings: { coop: 'same-origin' } },
    shows: '.panel',
    before: noFocus,
  },
  interrupted: { ask: { ...frame, settings: { autopilot, ending: 'otp_failure' } }, shows: '.panel' },
  failed: {
    ask: { mode: 'popup', settings: { autopilot, ending: 'upstream_failure' } },
    shows: '.panel .buttons > :only-child',
  },
  leaving: { ask: { mode: 'redirect', delayMs: 60_000 }, shows: '.panel' },
};

const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'ar'] as const).flatMap((lang) => [320, 1280].map((width) => ({ theme, lang, width }))),
);

async function reach(state: State, look: (typeof LOOKS)[number]): Promise<HostPage> {
  const { theme, lang, width } = look;
  const host = await openHost(stage, `/ui${state.path ?? ''}`, {
    viewport: { width, height: width === 320 ? 640 : 800 },
    colorScheme: 'light',
  });
  await state.before?.(host.page);
  await host.connect({ ...state.ask, options: { ...state.ask.options, ui: { theme, lang } } });
  await state.next?.(host.page);
  await host.page.locator(`.open-consent ${state.shows}`).waitFor();
  return host;
}

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { iframes: false });
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

describe.each(Object.keys(STATES))('the widget, %s', (name) => {
  it.each(LOOKS)('is accessible and whole in $theme, $lang, at $width px', async (look) => {
    const host = await reach(STATES[name] as State, look);
    if (name === 'detached')
      await host.page
        .locator('.open-consent')
        .getByText(look.lang === 'ar' ? 'هل ما زلت هنا؟' : 'Still there?')
        .waitFor();
    await host.page.screenshot({ path: `${SHOTS}${name}-${look.theme}-${look.lang}-${look.width}.png` });
    expect(await violations(host.page)).toEqual([]);
    expect(await overflow(host.page)).toEqual([]);
    await host.context.close();
  });
});
