import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxSettings } from '../../src/sandbox.ts';

/** Something that listens at an origin until it is stopped. */
interface Running {
  origin: string;
  stop(): Promise<unknown>;
}

/** The integrator's server of test/package/fixtures/day in a process of its own, in a folder that has what it imports. */
export async function startDayServer(
  script: string,
  folder: string,
  args: readonly string[],
): Promise<Running> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => {
    if (child.exitCode !== null) return Promise.resolve();
    child.kill();
    return once(child, 'exit');
  };
  return { origin: await firstLine(child), stop };
}

async function firstLine(child: ChildProcess): Promise<string> {
  child.stdout?.setEncoding('utf8');
  for await (const text of child.stdout ?? []) return String(text).trim();
  throw new Error('the server ended before it listened');
}

/** Takes every webhook, and delivers it to all servers at the same time. */
export async function startRelay(origins: readonly string[]): Promise<Running> {
  const deliver = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const init = { method: 'POST', headers: signedHeaders(request.headers), body: Buffer.concat(chunks) };
    const answers = await Promise.all(origins.map((origin) => fetch(`${origin}/webhooks`, init)));
    response.writeHead(answers.some(({ ok }) => ok) ? 204 : 503).end();
  };
  const server = createServer((request, response) => {
    // The sandbox or a server may stop in the middle of it.
    deliver(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function signedHeaders({
  'x-fiskil-signature': signature,
}: NodeJS.Dict<string | string[]>): Record<string, string> {
  return { 'content-type': 'application/json', 'x-fiskil-signature': String(signature) };
}

/** A platform whose webhooks come late, and twice. */
export function lateAndTwice(webhookUrl: string): Partial<SandboxSettings> {
  return { webhookUrl, webhookDelayMs: 200, webhookTwice: true, webhookRetryMs: 50 };
}
