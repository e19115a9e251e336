import { execFileSync } from 'node:child_process';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import type { TestProject } from 'vitest/node';

export const SITE = 'site/.vitepress/dist';

/** For all tests of the site: builds it as it is published, and serves the files. */
export async function setup(project: TestProject): Promise<() => void> {
  build();
  const app = new Hono();
  // Kept, as any host has a browser keep them: every page loads the scripts of all that it links to.
  const onFound = (_: string, { header }: Context) => header('Cache-Control', 'max-age=3600');
  app.use(serveStatic({ root: SITE, onFound }));
  return new Promise((ready) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      project.provide('site', { origin: `http://127.0.0.1:${port}` });
      ready(() => void server.close());
    });
  });
}

function build(): void {
  const { SITE_URL, NODE_ENV, ...env } = process.env;
  const windows = process.platform === 'win32';
  execFileSync('npm', ['run', 'site'], { env, shell: windows, stdio: ['ignore', 'ignore', 'inherit'] });
}

declare module 'vitest' {
  interface ProvidedContext {
    site: { origin: string };
  }
}
