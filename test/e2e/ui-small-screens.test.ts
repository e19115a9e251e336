import { mkdirSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ask, type HostPage, openHost, stage } from '../support/stage.ts';

const SHOTS = new URL('../screenshots/', import.meta.url).pathname;

beforeAll(() => {
  mkdirSync(SHOTS, { recursive: true });
});

interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** A phone with a notch and a home indicator, as an installed app with `viewport-fit=cover` has it. */
const SCREENS: Record<string, { viewport: { width: number; height: number }; insets: Insets }> = {
  upright: { viewport: { width: 390, height: 844 }, insets: { top: 47, right: 0, bottom: 34, left: 0 } },
  'on its side': {
    viewport: { width: 844, height: 390 },
    insets: { top: 0, right: 47, bottom: 21, left: 47 },
  },
};

const frame: Ask = { mode: 'iframe', dialog: true };
const STATES: Record<string, { ask: Ask; shows: string; parts: string }> = {
  frame: { ask: frame, shows: '.frame:not(:has(.loading))', parts: 'h2, button, iframe' },
  stalled: {
    ask: { ...frame, options: { iframe: { readyTimeoutMs: 300 } } },
    shows: '.frame .bar',
    parts: 'h2, p, button, iframe',
  },
  panel: { ask: { mode: 'popup' }, shows: '.panel', parts: 'h2, p, button' },
  bar: {
    ask: { mode: 'iframe', options: { iframe: { readyTimeoutMs: 300 } } },
    shows: '.bar',
    parts: 'p, button',
  },
};

async function open(screen: string, ask: Ask): Promise<HostPage> {
  const { viewport, insets } = SCREENS[screen] as (typeof SCREENS)[string];
  const host = await openHost(stage, '/ui', { viewport, isMobile: true, hasTouch: true });
  const devtools = await host.context.newCDPSession(host.page);
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets });
  await host.page.evaluate(() => {
    document
      .querySelector('meta[name=viewport]')
      ?.setAttribute('content', 'width=device-width, initial-scale=1, viewport-fit=cover');
  });
  await host.connect(ask);
  return host;
}

/** What of these parts lies under the status bar, the notch or the home indicator, or outside of the screen. */
function hidden(parts: Locator, insets: Insets): Promise<string[]> {
  return parts.evaluateAll((all, { top, right, bottom, left }) => {
    // Drawn anew meanwhile, the old parts have no box.
    return all
      .filter((part) => part.isConnected)
      .flatMap((part) => {
        const box = part.getBoundingClientRect();
        const isWhole =
          box.top >= top &&
          box.left >= left &&
          box.right <= innerWidth - right &&
          box.bottom <= innerHeight - bottom;
        return isWhole ? [] : `${part.outerHTML} ${JSON.stringify(box)}`;
      });
  }, insets);
}

const cases = Object.keys(SCREENS).flatMap((screen) => Object.keys(STATES).map((name) => [name, screen]));

describe('on a phone whose screen has a notch', () => {
  it.each(cases as [string, string][])('the %s is whole, held %s', async (name, screen) => {
    const { ask, shows, parts } = STATES[name] as (typeof STATES)[string];
    const { insets } = SCREENS[screen] as (typeof SCREENS)[string];
    const { page, context } = await open(screen, ask);
    const widget = page.locator('.open-consent');
    await widget.locator(shows).waitFor();
    await page.screenshot({ path: `${SHOTS}notch-${name}-${screen.replaceAll(' ', '-')}.png` });
    expect(await hidden(widget.locator(parts), insets)).toEqual([]);
    await context.close();
  });

  it('a full dialog leaves no stripe of the page beside it', async () => {
    const { page, context } = await open('upright', frame);
    const box = await page.locator('.open-consent dialog').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    await context.close();
  });
});
