import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browser } from '../support/connect.ts';
import { createProject, type Project } from './support/project.ts';
import { connectInWindow, giveConsent } from './support/walk.ts';

const NPX = 'npx --yes --package open-consent open-consent-demo';

let project: Project;
let origin: string;
beforeAll(async () => {
  project = createProject();
  const service = await project.serve(`${NPX} --port 0`, /localhost:\d+ .*\n/);
  origin = /http:\/\/localhost:\d+/.exec(service.output())?.[0] ?? '';
});
afterAll(() => project.remove());

async function open(): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(origin);
  return page;
}

const success = (page: Page) => page.getByRole('status').getByText('"status": "success"').waitFor();

describe('npx open-consent-demo, in an empty folder,', () => {
  it('connects in a popup', async () => {
    const page = await open();
    await connectInWindow(page, 'Connect in a popup');
    await success(page);
  });

  it('connects in a dialog', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Connect in a dialog' }).click();
    await giveConsent(page.frameLocator('iframe'));
    await success(page);
  });

  it('connects by redirect', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Connect by redirect' }).click();
    await giveConsent(page);
    await success(page);
  });

  it('refuses a port that is none, in one line', async () => {
    const failed: Error = await project.run(`${NPX} --port x`).catch((error) => error);
    expect(failed.message).toMatch(/ended with 1:\nopen-consent-demo: --port takes a whole number/);
  });
});
