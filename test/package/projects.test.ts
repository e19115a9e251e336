import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browser } from '../support/connect.ts';
import { fixture, startApp, startSandbox } from './support/fixtures.ts';
import { createInstalled, type Project } from './support/project.ts';
import { connectInWindow, giveConsent } from './support/walk.ts';

let project: Project;
let sandbox: string;
beforeAll(async () => {
  project = await createInstalled('vite', 'react', 'react-dom');
  sandbox = await startSandbox(project);
});
afterAll(() => project.remove());

let errors: string[] = [];
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(errors).toEqual([]);
});

async function open(origin: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(origin);
  return page;
}

/** Writes a fixture into a folder of its own. */
function write(name: string, into = name, fill = (text: string) => text): void {
  const files = Object.entries(fixture(name)).map(([file, text]) => [`${into}/${file}`, fill(text)]);
  project.write(Object.fromEntries(files));
}

async function expectConnected(page: Page, mode: string): Promise<void> {
  await page.getByText(new RegExp(`^connected [0-9a-f-]{36} by ${mode}$`)).waitFor();
}

/** Every mode, and what is drawn, in the language that was asked for. */
async function connectInEveryMode(origin: string): Promise<void> {
  const page = await open(origin);
  await connectInWindow(page, 'In a window');
  await expectConnected(page, 'popup');

  await page.getByRole('button', { name: 'By redirect' }).click();
  await giveConsent(page);
  await expectConnected(page, 'redirect');

  await page.getByRole('button', { name: 'In a frame' }).click();
  await page.locator('.open-consent[lang=de] dialog').waitFor();
  await giveConsent(page.frameLocator('iframe'));
  await expectConnected(page, 'iframe');
}

describe('installed from the tarball', () => {
  it('works in an app that Vite bundles', async () => {
    write('app');
    await project.run('npx vite build app --outDir ../built-app');
    await connectInEveryMode(await startApp(project, sandbox, 'built-app'));
  });

  it('works in an app without a bundler, from node_modules', async () => {
    write('app', 'plain');
    write('plain');
    await connectInEveryMode(await startApp(project, sandbox, 'plain', 'node_modules'));
  });

  it('works in a React app', async () => {
    write('react');
    await project.run('npx vite build react --outDir ../built-react');
    await connectInEveryMode(await startApp(project, sandbox, 'built-react'));
  });

  it('works in an app that is bundled for a server and for browsers', async () => {
    write('ssr');
    // Some frameworks bundle what the server imports, too.
    project.write({ 'ssr/vite.config.js': 'export default { ssr: { noExternal: true } };' });
    await project.run('npx vite build ssr --outDir ../built-ssr/dist');
    write('ssr', 'built-ssr');
    await project.run('npx vite build ssr --ssr entry-server.js --outDir ../built-ssr/server');
    expect(await project.run('cd built-ssr && node prerender.mjs')).toBe('');
    const page = await open(await startApp(project, sandbox, 'built-ssr/dist'));
    await connectInWindow(page, 'Bank verbinden');
    await expectConnected(page, 'popup');
  });
});

describe('the script-tag files', () => {
  const integrity = () =>
    JSON.parse(readFileSync(join(project.folder, 'node_modules/open-consent/dist/integrity.json'), 'utf8'));

  it('work with their integrity hashes', async () => {
    const hashes = integrity();
    write('tags', 'tags', (text) => text.replaceAll(/\{([\w./-]+)\}/g, (all, file) => hashes[file] ?? all));
    const page = await open(await startApp(project, sandbox, 'tags', 'node_modules'));
    await connectInWindow(page, 'Bank verbinden');
    await expectConnected(page, 'popup');
  });

  it('are refused by the browser where a hash is of another file', async () => {
    const other = integrity()['texts/fr.global.js'];
    write('tags', 'tampered', (text) => text.replaceAll(/\{[\w./-]+\}/g, other));
    const page = await open(await startApp(project, sandbox, 'tampered', 'node_modules'));
    expect(await page.evaluate(`customElements.get('open-consent') === undefined`)).toBe(true);
  });
});
