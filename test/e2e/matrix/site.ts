import type { Sandbox } from '../../../src/sandbox.ts';
import { type HostServer, startHost } from '../../support/host-server.ts';
import { createLog, type Log } from './log.ts';

/** The servers of one cell, with origins of their own: no cell finds what another has stored. */
export interface Site {
  host: HostServer;
  sandbox: Sandbox;
  log: Log;
}

export async function openSite(): Promise<Site> {
  const log = createLog();
  const sandbox = await startSandbox(log.note);
  const host = await startHost(sandbox);
  host.onEntry(log.add);
  host.onRequest((text) => log.note(`host: ${text}`));
  return { host, sandbox, log };
}

export async function closeSite({ host, sandbox }: Site): Promise<void> {
  await Promise.all([host.close(), sandbox.close()]);
}

/** The built sandbox, listening. */
async function startSandbox(tell: (text: string) => void): Promise<Sandbox> {
  const { createSandbox } = (await import(
    /* @vite-ignore */
    new URL('../../../dist/sandbox.js', import.meta.url).href
  )) as typeof import('../../../src/sandbox.ts');
  const sandbox = createSandbox({
    port: 0,
    log(entry) {
      if (entry.type === 'request' && !entry.path.startsWith('/icons/'))
        tell(`provider: ${entry.method} ${entry.path} ${entry.status}`);
    },
  });
  await sandbox.listen();
  return sandbox;
}
