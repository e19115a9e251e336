import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildApp } from '../../apps/build-app.ts';
import { type AppAsk, type AppPage, openApp } from '../../apps/open-app.ts';
import { giveConsent } from '../../support/give-consent.ts';
import { stage } from '../../support/stage.ts';

const apps: Record<string, BuiltApp> = {};
beforeAll(async () => {
  apps['18'] = await buildApp('react-hook', 'react-18');
  apps['19'] = await buildApp('react-hook');
});

const popup: AppAsk = { mode: 'popup', institutionId: '88888' };
const frame: AppAsk = { mode: 'iframe', institutionId: '88888' };
const asks: [string, AppAsk][] = [
  ['popup', popup],
  ['iframe', frame],
];

const button = ({ page }: AppPage, name: string) => page.getByRole('button', { name, exact: true });
const told = ({ page }: AppPage) => page.evaluate('window.told') as Promise<string[]>;
const leftovers = ({ page }: AppPage) => page.evaluate(() => window.leftovers());
const state = ({ page }: AppPage) => page.locator('output').textContent();

/** By script: the widget's own dialog lies over the page. */
const poke = (app: AppPage, name: string) => app.page.evaluate(press, name);

function press(name: string): void {
  const buttons = [...document.querySelectorAll('button')];
  buttons.find(({ textContent }) => textContent === name)?.click();
}

/** Presses `open` with a real click, and gives the provider's page once the user has reached it. */
async function connect(app: AppPage, mode: string): Promise<Page | Frame> {
  const opened = mode === 'popup' ? app.context.waitForEvent('page') : app.page.waitForEvent('frameattached');
  await button(app, 'open').click();
  const provider = await opened;
  await provider.waitForURL(/127\.0\.0\.1/);
  await app.page.locator('.open-consent dialog').waitFor();
  return provider;
}

describe.each(['18', '19'])('with useOpenConsent() in React %s, in StrictMode', (version) => {
  const open = (ask: AppAsk) => openApp(stage, apps[version] as BuiltApp, ask);

  it.each(asks)('a user gives consent (%s), and the newest callbacks hear of it', async (mode, ask) => {
    const app = await open(ask);
    const before = await leftovers(app); // React's own
    const provider = await connect(app, mode);
    expect(await state(app)).toBe('active ');
    await poke(app, 'next round');
    await giveConsent(provider);
    await expect.poll(() => state(app)).toBe('settled success');
    await app.page.waitForFunction(() => document.querySelector('.open-consent') === null);
    const all = await told(app);
    expect(all.slice(0, 3)).toEqual(['1 session_requested', '1 session_ready', '1 opened']);
    expect(all.slice(-2)).toEqual(['2 settled', '2 success']);
    await expect.poll(() => leftovers(app)).toEqual(before);
    expect(stage.sandbox.sessions().at(-1)?.end).toBe('success');
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it.each(asks)('a component that leaves takes its flow along, unheard (%s)', async (mode, ask) => {
    const app = await open(ask);
    await connect(app, mode);
    const before = await told(app);
    const warned = app.page.waitForEvent('console', (entry) => entry.type() === 'warning');
    await poke(app, 'leave');
    expect((await warned).text()).toMatch(
      /the component was removed while its flow was running.* openConsent/,
    );
    await app.page.waitForFunction(() => window.leftovers().windows + window.leftovers().frames === 0);
    await app.page.waitForFunction(() => document.querySelector('.open-consent') === null);
    expect(await told(app)).toEqual(before);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it('two presses in a row make one flow, and retry() goes on after a failure', async () => {
    const app = await open({ ...popup, status: 500, body: '{}' });
    await button(app, 'open').dblclick();
    await expect.poll(() => state(app)).toBe('interrupted ');
    const asked = (all: string[]) => all.filter((entry) => entry.endsWith('session_requested')).length;
    expect(asked(await told(app))).toBe(1);
    expect(await told(app)).toContain('1 interrupted');
    await poke(app, 'retry');
    await expect.poll(async () => asked(await told(app))).toBe(2);
    await expect.poll(() => state(app)).toBe('interrupted ');
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it('cancel() ends it, and the next press starts another', async () => {
    const app = await open(popup);
    await connect(app, 'popup');
    await poke(app, 'cancel');
    await expect.poll(() => state(app)).toBe('settled cancelled');
    await expect.poll(() => told(app).then((all) => all.at(-1))).toBe('1 aborted');
    await giveConsent(await connect(app, 'popup'));
    await expect.poll(() => state(app)).toBe('settled success');
    await app.context.close();
  });

  it('says on the console what is wrong with an option', async () => {
    const app = await open({ mode: 'tab' });
    await button(app, 'open').click();
    await expect
      .poll(() => app.errors[0])
      .toBe("ConsentError: mode takes 'redirect', 'popup', 'iframe' or 'auto'");
    expect(await state(app)).toBe('idle ');
    await app.context.close();
  });
});
