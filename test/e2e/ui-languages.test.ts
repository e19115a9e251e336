import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { OpenConsentOptions } from '../../src/index.ts';
import { openMarkup, SCRIPT } from '../support/markup-page.ts';
import { openHost, stage } from '../support/stage.ts';

const title = (page: Page) => page.locator('iframe').getAttribute('title');

describe('the frame of the provider', () => {
  it.each<[string, Partial<OpenConsentOptions>, string, boolean]>([
    ['in the dialog, in German', { ui: { lang: 'de' } }, 'Bank verbinden', true],
    ['in the page, in German', { ui: { lang: 'de' } }, 'Bank verbinden', false],
    ['in the integrator’s words', { ui: { texts: { connect: 'Your bank' } } }, 'Your bank', false],
    ['as the integrator names it', { ui: { lang: 'de' }, iframe: { title: 'Bank' } }, 'Bank', true],
    ['in English, where nothing else is loaded', { ui: { lang: 'nl' } }, 'Connect your bank', false],
  ])('is named %s', async (_, options, name, dialog) => {
    const host = await openHost(stage, '/ui');
    await host.connect({ mode: 'iframe', dialog, options });
    await host.provider();
    expect(await title(host.page)).toBe(name);
    await host.context.close();
  });

  it.each([{}, { ui: false }])('is named in the page’s own language (%o)', async (options) => {
    const host = await openHost(stage, '/ui');
    await host.page.evaluate(() => document.documentElement.setAttribute('lang', 'de-CH'));
    await host.connect({ mode: 'iframe', options });
    await host.provider();
    expect(await title(host.page)).toBe('Bank verbinden');
    await host.context.close();
  });
});

describe('the button of the element', () => {
  it('is in the language of the texts that the integrator gave', async () => {
    const give = `<script>
      bank.options = { ui: { texts: { lang: 'da', connect: 'Forbind din bank' } } };
    </script>`;
    const body = `<open-consent id="bank" session-url="/session"></open-consent>${give}`;
    const { page, context } = await openMarkup(stage, { pages: { '/app': SCRIPT + body } });
    await page.getByRole('button', { name: 'Forbind din bank' }).waitFor();
    await context.close();
  });
});
