import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connect, ViteDevServer } from 'vite';
import type { ConsentHandler } from '../../src/server.ts';
import { toNodeListener } from '../../src/server-node.ts';
import { createGlobalFiles } from './global-files.ts';

/** What the host's server answers before Vite does: the endpoints, the script-tag files, the plain pages. */
export function createHostRoutes(
  { config: { root }, watcher }: ViteDevServer,
  endpoints: ReadonlyMap<string, ConsentHandler>,
): Connect.NextHandleFunction {
  const scripts = createGlobalFiles(root);
  watcher.on('all', scripts.forget);
  const listeners = new Map([...endpoints].map(([path, handler]) => [path, toNodeListener(handler)]));
  return (request, response, next) => {
    const { pathname } = new URL(`http://localhost${request.url ?? '/'}`);
    const listener = listeners.get(pathname);
    if (listener) return void listener(request, response);
    const file = scripts.read(pathname) ?? readPage(root, pathname);
    if (!file) return next();
    file.then((text) => {
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.setHeader('content-type', `${type}; charset=utf-8`);
      response.setHeader('cache-control', 'no-store');
      response.end(text);
    }, next);
  };
}

/** As they are: Vite would put its own client into them, and `bare.html` shall hold no code at all. */
function readPage(root: string, pathname: string): Promise<string> | undefined {
  const [page] = /^\/demo\/[a-z-]+\.html$/.exec(pathname) ?? [];
  return page === undefined ? undefined : readFile(join(root, page), 'utf8');
}
