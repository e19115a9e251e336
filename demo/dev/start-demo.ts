import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connect, HtmlTagDescriptor, ViteDevServer } from 'vite';
import { createHostRoutes } from './host-routes.ts';
import { createPlaygroundEndpoints } from './playground-endpoints.ts';
import { isTaken, openProvider, type Provider, taken } from './provider.ts';
import { serveWellFormed } from './refuse-malformed.ts';

export interface DemoOptions {
  /** Of the host page; 0 takes any free one. */
  port: number;
  sandboxPort: number;
  /** In middleware mode. */
  vite: ViteDevServer;
  /** Not listening yet. */
  http: Server;
  env: Readonly<Record<string, string | undefined>>;
}

export interface Demo {
  /** What to tell whoever started it. */
  lines: readonly string[];
  /** Goes before Vite's own middleware. */
  answer: Connect.NextHandleFunction;
  /** For the head of the playground: it has to know its provider. */
  tags: HtmlTagDescriptor[];
  /** Frees the sandbox's port. */
  close(): Promise<void>;
}

/**
 * Starts the host page's server, and the sandbox where there are no credentials for the platform.
 *
 * @throws Error with one clear line, for example for a port that is taken; nothing listens then.
 */
export async function startDemo({ port, sandboxPort, vite, http, env }: DemoOptions): Promise<Demo> {
  const provider = await openProvider(env, sandboxPort);
  serveWellFormed(http, vite.middlewares);
  try {
    const origin = await listen(http, port);
    return {
      lines: describe(provider, origin),
      answer: createHostRoutes(vite, createPlaygroundEndpoints(provider, origin)),
      tags: [{ tag: 'meta', attrs: { name: 'demo-provider', content: provider.kind }, injectTo: 'head' }],
      close: () => provider.close(),
    };
  } catch (error) {
    await provider.close();
    throw error;
  }
}

/** On `localhost`, which to a browser is another site than the sandbox's `127.0.0.1`. */
function listen(http: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', (error) => reject(isTaken(error) ? taken(port, '--port') : error));
    http.listen(port, 'localhost', () => resolve(`http://localhost:${(http.address() as AddressInfo).port}`));
  });
}

function describe({ kind, baseUrl }: Provider, origin: string): string[] {
  const about =
    kind === 'sandbox'
      ? 'the sandbox: no real bank, any log-in works'
      : 'the platform, with your credentials';
  return [
    'open-consent demo',
    '',
    `  Playground   ${origin}/`,
    `  Script tag   ${origin}/demo/script-tag.html`,
    `  SPA          ${origin}/demo/spa.html`,
    `  Provider     ${baseUrl ?? 'https://api.fiskil.com'} (${about})`,
    '',
    'Ctrl-C stops it.',
  ];
}
