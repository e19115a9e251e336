import { describe, expect, it } from 'vitest';
import type { SessionRequest } from '../../support/host-server.ts';
import { type MarkupPage, openMarkup, SCRIPT, sessionUrl } from '../../support/markup-page.ts';
import { poll } from '../../support/poll.ts';
import { stage } from '../../support/stage.ts';

/** A provider that goes through its pages by itself. */
const QUICK: SessionRequest = { callback: 'npm', settings: { autopilot: 1 } };
const MODULE = '<script type="module" src="/dist/element.js"></script>';
/** A host page of npm modules says where their one dependency is; nobody draws anything here. */
const IMPORTS = '<script type="importmap">{ "imports": { "preact": "/no", "preact/": "/no/" } }</script>';

function html(head: string, body = '', lang = 'en'): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>App</title>${head}</head><body>${body}</body></html>`;
}

function tag(mode: 'popup' | 'redirect', attributes = '', ask = QUICK): string {
  const url = sessionUrl(ask).replaceAll('"', '&quot;');
  return `<open-consent id="bank" mode="${mode}" session-url="${url}" ${attributes}></open-consent>`;
}

const press = (app: MarkupPage) => app.page.locator('#bank').getByRole('button').click();

describe('the script-tag file', () => {
  it('has the names of the npm entry, and no other global', async () => {
    const app = await openMarkup(stage, {
      pages: { '/app': html(`<script>window.before = Object.keys(window)</script>${SCRIPT}`) },
    });
    const [names, added] = (await app.page.evaluate(`[
      Object.keys(window.OpenConsent).sort(),
      Object.keys(window).filter((name) => !window.before.includes(name) && name !== 'before'),
    ]`)) as [string[], string[]];
    const npm = await import(new URL('../../../dist/index.js', import.meta.url).href);
    expect(names).toEqual(Object.keys(npm).sort());
    expect(names).toContain('openConsent');
    expect(added).toEqual(['OpenConsent']);
    await app.context.close();
  });

  it.each([
    ['twice', SCRIPT + SCRIPT],
    ['beside the npm module', SCRIPT + IMPORTS + MODULE],
    ['after the npm module', IMPORTS + MODULE + SCRIPT.replace('<script', '<script defer')],
  ])('loaded %s tells one outcome, once', async (_, head) => {
    const both = `<script type="module">
      import { completeConsent } from '/dist/callback.js';
      window.results = await Promise.all([
        completeConsent({ onSuccess: () => window.told.push('npm') }),
        OpenConsent.completeConsent({ onSuccess: () => window.told.push('script') }),
      ]);
    </script>`;
    const start = '<script>window.told = []</script>';
    const app = await openMarkup(stage, {
      pages: {
        '/app': html(head, tag('redirect')),
        '/callback-npm': html(start + head, tag('popup') + both),
      },
    });
    await press(app);
    await app.page.waitForURL(/callback-npm/);
    await app.page.waitForFunction('window.results');
    // To the element, or to a call with callbacks: whoever was there when it came.
    const told = async () => [...(await app.outcomes()), ...((await app.page.evaluate('window.told')) as [])];
    await poll(async () => (await told()).length).toBe(1);
    const before = (await app.outcomes()).length;

    await press(app);
    await poll(async () => (await app.outcomes()).length).toBe(before + 1);
    expect(await told()).toHaveLength(2);
    expect(await app.steps()).toEqual([...new Set(await app.steps())]);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  const de = '<script src="/dist/texts/de.global.js"></script>';
  const fr = '<script src="/dist/texts/fr.global.js"></script>';

  it.each([
    ['before it', de + SCRIPT, '', 'de'],
    ['after it', SCRIPT + de, '', 'de'],
    ['for a region', SCRIPT + de, '', 'de-AT'],
    ['for the element alone', SCRIPT + de + fr, 'lang="de"', 'fr'],
  ])('speaks a language loaded %s', async (_, head, attributes, lang) => {
    const app = await openMarkup(stage, {
      pages: { '/app': html(head, tag('popup', attributes, {}), lang) },
    });
    await app.page.getByRole('button', { name: 'Bank verbinden', exact: true }).click();
    await app.page.locator('.open-consent[lang=de] dialog').waitFor();
    await app.context.close();
  });

  it.each([
    ['at the end of the page', de],
    ['when it comes', de.replace('<script', '<script async')],
  ])('speaks a language loaded %s', async (_, late) => {
    const app = await openMarkup(stage, { pages: { '/app': html(SCRIPT, tag('popup') + late, 'de') } });
    await app.page.getByRole('button', { name: 'Bank verbinden', exact: true }).waitFor();
    await app.context.close();
  });

  it('speaks English where the language was not loaded', async () => {
    const app = await openMarkup(stage, { pages: { '/app': html(SCRIPT + fr, tag('popup'), 'de') } });
    await app.page.getByRole('button', { name: 'Connect your bank', exact: true }).waitFor();
    await app.context.close();
  });
});
