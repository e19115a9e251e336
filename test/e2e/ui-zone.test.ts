import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildApp } from '../apps/build-app.ts';
import { type AppAsk, type AppPage, openApp } from '../apps/open-app.ts';
import { giveConsent } from '../support/give-consent.ts';
import { poll } from '../support/poll.ts';
import { stage } from '../support/stage.ts';

let app: BuiltApp;
beforeAll(async () => {
  app = await buildApp('zone');
});

const told = ({ page }: AppPage) => page.evaluate('window.told') as Promise<string[]>;
const isStable = ({ page }: AppPage) => page.evaluate('window.stable') as Promise<boolean>;
const tasks = ({ page }: AppPage) => page.evaluate('window.tasks') as Promise<string[]>;
const beats = ({ page }: AppPage) => page.evaluate(() => new Promise((later) => setTimeout(later, 700)));

async function connect(ask: AppAsk): Promise<[AppPage, Page | Frame]> {
  const opened = await openApp(stage, app, { institutionId: '88888', ...ask });
  const { context, page } = opened;
  const coming = ask.mode === 'popup' ? context.waitForEvent('page') : page.waitForEvent('frameattached');
  await page.getByRole('button', { name: 'Connect' }).click();
  return [opened, await coming];
}

describe('openConsent() in the zone of Angular', () => {
  it.each<AppAsk>([{ mode: 'popup' }, { mode: 'popup', layer: 'no ui' }, { mode: 'iframe' }])(
    'leaves the app stable, and calls what it was given in that zone: $mode, $layer',
    async (ask) => {
      const [opened, provider] = await connect(ask);
      await provider.waitForURL(/127\.0\.0\.1/);
      await poll(() => isStable(opened)).toBe(true);
      const before = await tasks(opened);
      await beats(opened);
      expect(await isStable(opened)).toBe(true);
      expect(await tasks(opened)).toEqual(before);
      await giveConsent(provider);
      await poll(async () => (await told(opened)).sort()).toEqual(
        expect.arrayContaining(
          ['active', 'opened', 'session', 'settled', 'success', 'then success'].map(
            (what) => `${what} in angular`,
          ),
        ),
      );
      expect((await told(opened)).filter((what) => !what.endsWith(' in angular'))).toEqual([]);
      expect(await isStable(opened)).toBe(true);
      expect(opened.errors).toEqual([]);
      await opened.context.close();
    },
  );

  it('tells a failure of minting there too', async () => {
    const [opened] = await connect({ mode: 'popup', layer: 'no ui', status: 500, body: '{}' });
    await poll(() => told(opened)).toContain('then failed in angular');
    expect(await told(opened)).toContain('error in angular');
    expect((await told(opened)).filter((what) => !what.endsWith(' in angular'))).toEqual([]);
    await poll(() => isStable(opened)).toBe(true);
    await opened.context.close();
  });
});
