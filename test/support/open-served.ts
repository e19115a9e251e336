import { Buffer } from 'node:buffer';
import type { BrowserContext, Page } from 'playwright-core';
import { watchLeftovers } from './leftovers.ts';

export interface ServedPage {
  page: Page;
  context: BrowserContext;
  /** What went wrong on any page of the context. */
  errors: string[];
}

/** Pages and scripts by their path, which stand in for what the host's server would answer; and headers for all. */
export interface Served {
  files: ReadonlyMap<string, string | Uint8Array>;
  headers?: Record<string, string> | undefined;
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** Opens an address of the host that a test serves by itself. */
export async function openServed(
  context: BrowserContext,
  address: string,
  { files, headers = {} }: Served,
): Promise<ServedPage> {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  // A page that no server has sent is not on this machine, as Chromium sees it, and may frame nothing that is.
  await context.grantPermissions(['local-network-access']);
  const { origin } = new URL(address);
  await context.route(
    (url) => url.origin === origin && files.has(url.pathname),
    (route) => {
      const { pathname } = new URL(route.request().url());
      const contentType = TYPES[/\.\w+$/.exec(pathname)?.[0] ?? ''] ?? 'text/html';
      return route.fulfill({ body: Buffer.from(files.get(pathname) as string), contentType, headers });
    },
  );
  const page = await context.newPage();
  await watchLeftovers(page);
  await page.goto(address);
  return { page, context, errors };
}
