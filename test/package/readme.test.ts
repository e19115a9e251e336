import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browser } from '../support/connect.ts';
import { freePorts } from './support/free-ports.ts';
import { createProject, type Project } from './support/project.ts';
import { readSection, type Section, type Step } from './support/readme.ts';
import { giveConsent } from './support/walk.ts';

/** The ports that the README names; others may have them on this machine. */
const PORTS = ['4100', '3000', '5173'];
const SERVERS = /^(npx open-consent-sandbox|node server|npx vite(?! build))/;

describe('a person who follows only the README', () => {
  it.each(['a script tag', 'npm', 'React'])('gets from an empty folder to a success: %s', async (name) => {
    const project = createProject();
    onTestFinished(() => project.remove());
    const startedAt = performance.now();
    const { steps, page } = await readPortable(`## Quick start: ${name}`);
    for (const step of steps) await follow(project, step);
    await connect(page);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`README, ${name}: ${seconds} s from an empty folder to a success, in ${steps.length} steps`);
  });
});

/** The shared steps and those of one section, on ports that are free. */
async function readPortable(heading: string): Promise<Required<Section>> {
  const ports = await freePorts(PORTS.length);
  const text = PORTS.reduce(
    (all, port, index) => all.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), String(ports[index])),
    readFileSync('README.md', 'utf8'),
  );
  const shared = readSection(text, '## Quick start: the server');
  const own = readSection(text, heading);
  if (!own?.page) throw new Error(`README.md has no “${heading}” that ends at a page on http://localhost`);
  return { steps: [...(shared?.steps ?? []), ...own.steps], page: own.page };
}

async function follow(project: Project, step: Step): Promise<void> {
  if (step.kind === 'file') project.write({ [step.path]: step.text });
  else if (SERVERS.test(step.line)) await project.serve(step.line, /http:\/\/[\w.]+:\d+/);
  else await project.run(step.line);
}

async function connect(address: string): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(address);
  const button = page.getByRole('button', { name: /connect your bank/i });
  await button.waitFor();
  expect(await isConnected(page, said)).toBe(false);
  const provider = anyProvider(page);
  await button.click();
  await giveConsent(await provider);
  await expect.poll(() => isConnected(page, said), { timeout: 15_000 }).toBe(true);
  await page.context().close();
}

/** The window that opens, or the tab itself once it has gone there. */
function anyProvider(page: Page): Promise<Page> {
  const here = page.waitForURL(({ hostname }) => hostname === '127.0.0.1').then(() => page);
  const there = page.context().waitForEvent('page');
  here.catch(() => {});
  there.catch(() => {});
  return Promise.race([here, there]);
}

async function isConnected(page: Page, said: readonly string[]): Promise<boolean> {
  return (
    said.some((line) => line.startsWith('connected')) ||
    (await page
      .getByText(/connected/i)
      .filter({ visible: true })
      .count()) > 0
  );
}
