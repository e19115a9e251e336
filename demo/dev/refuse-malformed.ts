import type { Server } from 'node:http';
import type { Connect } from 'vite';

/**
 * Passes requests to `middlewares`. Answers 400 when the target is not a valid path, like `http://[` or `/%zz.html`:
 * Vite throws on these outside of any handler, which ends the process, and any web page can send the second one.
 */
export function serveWellFormed(http: Server, middlewares: Connect.Server): void {
  http.on('request', (request, response) => {
    if (isPath(request.url)) middlewares(request, response);
    else response.writeHead(400, { connection: 'close' }).end();
  });
}

function isPath(target: string | undefined): boolean {
  if (!target?.startsWith('/')) return false;
  const [path = ''] = target.split(/[?#]/);
  try {
    decodeURIComponent(path);
    return new URL(`http://localhost${target}`).pathname !== '';
  } catch {
    return false;
  }
}
