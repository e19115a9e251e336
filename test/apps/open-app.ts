import { Buffer } from 'node:buffer';
import type { BrowserContext, Page } from 'playwright-core';
import type { SessionRequest } from '../support/host-server.ts';
import { watchLeftovers } from '../support/leftovers.ts';
import type { Stage } from '../support/stage.ts';
import type { BuiltApp } from './build-app.ts';

export interface AppPage {
  page: Page;
  context: BrowserContext;
  /** What went wrong on any page of the context. */
  errors: string[];
}

/** What a test asks an app for. */
export interface AppAsk extends SessionRequest {
  mode: string;
}

/** Opens the app on the host's origin, in a context of its own. */
export async function openApp(stage: Stage, app: BuiltApp, { mode, ...ask }: AppAsk): Promise<AppPage> {
  const context = await stage.browser.newContext();
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  // A page that no server has sent is not on this machine, as Chromium sees it, and may frame nothing that is.
  await context.grantPermissions(['local-network-access']);
  const root = `${stage.host.origin}/app/`;
  await context.route(`${root}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice('/app/'.length) || 'index.html';
    const body = app.get(name);
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({
          body: Buffer.from(body as string),
          contentType: name.endsWith('.html') ? 'text/html' : 'text/javascript',
        });
  });
  const page = await context.newPage();
  await watchLeftovers(page);
  await page.goto(`${root}?${new URLSearchParams({ mode, ask: JSON.stringify(ask) })}`);
  return { page, context, errors };
}
