import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildApp } from '../apps/build-app.ts';
import { type AppPage, openApp } from '../apps/open-app.ts';
import { giveConsent } from '../support/give-consent.ts';
import { poll } from '../support/poll.ts';
import { stage } from '../support/stage.ts';

let app: BuiltApp;
beforeAll(async () => {
  app = await buildApp('host-layers');
});

const LAYERS = [
  'Radix 1.1.15, modal',
  'Radix 1.1.15, not modal',
  'Radix 1.3.1, modal',
  'Radix 1.3.1, not modal',
  'Headless UI, dialog',
  'Headless UI, popover',
  'React Aria, modal',
  'React Aria, popover',
  'focus-trap',
  'focus-trap, left by a press',
  'Bootstrap, modal',
  'made by hand',
];

const connect = ({ page }: AppPage) => page.getByRole('button', { name: 'Connect', includeHidden: true });
const panel = ({ page }: AppPage) => page.locator('.open-consent').getByRole('dialog');
const told = ({ page }: AppPage) => page.evaluate('window.told') as Promise<string[]>;
const phase = ({ page }: AppPage) => page.locator('output').textContent({ timeout: 2000 });
const focused = ({ page }: AppPage) => page.evaluate(() => document.activeElement?.textContent);

async function open(layer: string, mode: string): Promise<AppPage> {
  const opened = await openApp(stage, app, { mode, layer, institutionId: '88888' });
  if (layer === 'Headless UI, popover') await opened.page.click('#opens');
  return opened;
}

async function press(opened: AppPage, mode: string): Promise<Page | Frame> {
  const { context, page } = opened;
  const coming = mode === 'popup' ? context.waitForEvent('page') : page.waitForEvent('frameattached');
  await connect(opened).click();
  const provider = await coming;
  await provider.waitForURL(/127\.0\.0\.1/);
  await panel(opened).waitFor();
  return provider;
}

/** The layer is still open, and the flow is where it was. */
async function stays(opened: AppPage, what: string): Promise<void> {
  await opened.page.evaluate(() => new Promise((later) => setTimeout(later, 50)));
  expect(await connect(opened).count(), what).toBe(1);
  expect(await phase(opened), what).toBe('active');
  expect(await panel(opened).count(), what).toBe(1);
}

describe.each(LAYERS)('a flow that starts in a layer of the page (%s)', (layer) => {
  it('leaves that open, whatever is pressed in the panel, and its Escape to itself', async () => {
    const opened = await open(layer, 'popup');
    const { page } = opened;
    await press(opened, 'popup');
    await page.bringToFront();
    await stays(opened, 'the press itself');
    await panel(opened).getByRole('button', { name: 'Show window' }).click();
    await stays(opened, 'Show window');
    await panel(opened).locator('p').click();
    await stays(opened, 'a click on the text');
    await page.mouse.click(5, 5);
    await stays(opened, 'a click beside the panel');
    await page.keyboard.press('Tab');
    await stays(opened, 'Tab');
    await panel(opened).locator('p').click();
    await page.keyboard.press('Escape');
    await poll(() => told(opened)).toEqual(['dismissed']);
    expect(await panel(opened).count()).toBe(0);
    await poll(() => opened.context.pages().length).toBe(1);
    await page.evaluate(() => new Promise((later) => setTimeout(later, 50)));
    expect(await connect(opened).count()).toBe(1);
    await poll(() => focused(opened)).toBe('Connect');
    expect(opened.errors).toEqual([]);
    await opened.context.close();
  });

  it('comes to its end (iframe), and leaves that open', async () => {
    const opened = await open(layer, 'iframe');
    const provider = await press(opened, 'iframe');
    await stays(opened, 'the press itself');
    await giveConsent(provider);
    await poll(() => told(opened)).toEqual(['success']);
    expect(await phase(opened)).toBe('settled');
    await poll(() => panel(opened).count()).toBe(0);
    await poll(() => focused(opened)).toBe('Connect');
    await opened.context.close();
  });
});
