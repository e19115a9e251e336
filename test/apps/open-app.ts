import { Buffer } from 'node:buffer';
import type { BrowserContext, Page } from 'playwright-core';
import type { OpenConsentOptions } from '../../src/index.ts';
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
  preload?: Pick<OpenConsentOptions, 'allowedOrigins' | 'ui'>;
}

export interface Surroundings {
  /** Default: a new one. */
  context?: BrowserContext;
  /** Of the app's page. */
  headers?: Record<string, string>;
}

/** Opens the app on the host's origin. */
export async function openApp(
  stage: Stage,
  app: BuiltApp,
  { mode, preload, ...ask }: AppAsk,
  around: Surroundings = {},
): Promise<AppPage> {
  const context = around.context ?? (await stage.browser.newContext());
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  // A page that no server has sent is not on this machine, as Chromium sees it, and may frame nothing that is.
  await context.grantPermissions(['local-network-access']);
  const root = `${stage.host.origin}/app/`;
  await serve(context, root, app, around.headers);
  const page = await context.newPage();
  await watchLeftovers(page);
  const query = { mode, ask: JSON.stringify(ask), preload: JSON.stringify(preload ?? {}) };
  await page.goto(`${root}?${new URLSearchParams(query)}`);
  return { page, context, errors };
}

async function serve(
  context: BrowserContext,
  root: string,
  app: BuiltApp,
  headers: Record<string, string> = {},
): Promise<void> {
  await context.route(`${root}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice('/app/'.length) || 'index.html';
    const body = app.get(name);
    if (body === undefined) return route.fulfill({ status: 404 });
    const contentType = name.endsWith('.html') ? 'text/html' : 'text/javascript';
    return route.fulfill({ body: Buffer.from(body as string), contentType, headers });
  });
}
