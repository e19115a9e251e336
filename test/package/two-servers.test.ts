import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findRedis } from '../../scripts/find-redis.mjs';
import { playDay } from '../support/consent-day.ts';
import { lateAndTwice, startDayServer, startRelay } from '../support/day-servers.ts';
import { fixture } from './support/fixtures.ts';
import { createInstalled, type Project } from './support/project.ts';

let folder: string;
let redis: ChildProcess;
let socket: string;
let project: Project;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'open-consent-redis-'));
  socket = join(folder, 'socket');
  const flags = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
  redis = spawn(findRedis(), flags, { stdio: 'ignore' });
  project = await createInstalled('unstorage', 'ioredis');
  project.write(fixture('day'));
});
afterAll(async () => {
  await project.remove();
  redis.kill();
  await once(redis, 'exit');
  rmSync(folder, { recursive: true });
});

/** Accepts a connection once it is ready. */
async function isListening(): Promise<boolean> {
  const connection = createConnection(socket);
  const ready = await Promise.race([
    once(connection, 'connect').then(() => true),
    once(connection, 'error').then(() => false),
  ]).catch(() => false);
  connection.destroy();
  return ready;
}

it('two servers that share a store answer for each other, and count a webhook that reaches both once', async () => {
  const built = (file: string) => import(new URL(`../../dist/${file}`, import.meta.url).href);
  const { createSandbox } = (await built('sandbox.js')) as typeof import('../../src/sandbox.ts');
  const { createConsentServer } = (await built('server.js')) as typeof import('../../src/server.ts');
  await expect.poll(isListening).toBe(true);
  const origins: string[] = [];
  const relay = await startRelay(origins);
  const sandbox = createSandbox({ port: 0, strict: true, settings: lateAndTwice(relay.origin) });
  const baseUrl = await sandbox.listen();
  const args = [baseUrl, 'v2', sandbox.webhookSecret, socket];
  const start = () => startDayServer('server.mjs', project.folder, args);
  const [first, second] = await Promise.all([start(), start()]);
  origins.push(first.origin, second.origin);
  try {
    const platform = createConsentServer({ baseUrl, clientId: 'any', clientSecret: 'any' });
    const { origin } = first;
    await playDay({ sandbox, platform, first: origin, second: second.origin });
  } finally {
    await Promise.all([first.stop(), second.stop(), relay.stop(), sandbox.close()]);
  }
});
