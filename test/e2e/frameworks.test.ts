import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildApp } from '../apps/build-app.ts';
import { type AppPage, openApp } from '../apps/open-app.ts';
import { giveConsent } from '../support/give-consent.ts';
import { stage } from '../support/stage.ts';

const apps: Record<string, BuiltApp> = {};
beforeAll(async () => {
  apps['React 19'] = await buildApp('react-element');
  apps['Vue 3'] = await buildApp('vue-element', 'vue');
  // React 18 sets attributes alone, React 19 properties where it sees one.
  apps['React 18, bare'] = await buildApp('react-18-element', 'react-18');
  apps['React 19, bare'] = await buildApp('react-18-element');
});

const button = ({ page }: AppPage) => page.locator('open-consent').getByRole('button');
const outcome = ({ page }: AppPage) => page.locator('output').textContent();

async function connect(app: AppPage, mode: string): Promise<Page | Frame> {
  const opened = mode === 'popup' ? app.context.waitForEvent('page') : app.page.waitForEvent('frameattached');
  await button(app).click();
  return opened;
}

describe.each(['React 19', 'Vue 3'])('in an app of %s, <open-consent>', (framework) => {
  const open = (mode: string) =>
    openApp(stage, apps[framework] as BuiltApp, { mode, institutionId: '88888' });

  it.each(['popup', 'iframe'])('takes a user through a consent (%s)', async (mode) => {
    const app = await open(mode);
    await app.page.getByLabel('agree').check();
    const provider = await connect(app, mode);
    await app.page.locator('.open-consent[data-theme="dark"] dialog').waitFor();
    await giveConsent(provider);
    await expect.poll(() => outcome(app)).toBe('success');
    expect(await app.page.locator('pre').textContent()).toMatch(/^session_requested .* settled$/);
    expect(await app.page.locator('open-consent, .open-consent').count()).toBe(0);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it('is disabled by a property that is bound, and its cancel is heard', async () => {
    const app = await open('popup');
    expect(await button(app).isDisabled()).toBe(true);
    expect(await app.page.locator('open-consent').getAttribute('class')).toBe('bank');
    await app.page.getByLabel('agree').check();
    await connect(app, 'popup');
    await app.page.locator('.open-consent').getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => outcome(app)).toBe('cancelled');
    await app.page.getByLabel('agree').uncheck();
    expect(await button(app).isDisabled()).toBe(true);
    await app.context.close();
  });
});

describe.each(['React 18', 'React 19'])('what a component has nothing for, %s', (framework) => {
  const open = () =>
    openApp(stage, apps[`${framework}, bare`] as BuiltApp, { mode: 'popup', institutionId: '88888' });

  it.each([
    ['undefined', 0],
    ['null', 1],
    ['an empty string', 2],
  ])('is as if it were not there: %s', async (_, nth) => {
    const { page, context, errors } = await open();
    const element = page.locator('open-consent').nth(nth);
    const own = element.getByRole('button', { name: 'Connect your bank' });
    expect(await own.isDisabled()).toBe(false);
    const [popup] = await Promise.all([context.waitForEvent('page'), own.click()]);
    await popup.waitForURL(/127\.0\.0\.1/);
    expect(await element.evaluate((it) => (it as HTMLElement & { disabled: boolean }).disabled)).toBe(false);
    expect(await page.locator('.open-consent').getAttribute('data-theme')).toBe('system');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('is disabled where it says so', async () => {
    const { page, context } = await open();
    expect(await page.locator('open-consent').nth(3).getByRole('button').isDisabled()).toBe(true);
    await context.close();
  });

  it('is told of, where it is what must be there', async () => {
    const { page, context } = await open();
    const logged = page.waitForEvent('console', (entry) => entry.type() === 'error');
    await page.locator('open-consent').nth(4).getByRole('button').click();
    expect((await logged).text()).toContain('needs session-url');
    await context.close();
  });
});
