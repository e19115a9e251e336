import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { vi } from 'vitest';

const ROOT = new URL('../..', import.meta.url);

/** A run of `npm run demo`. */
export interface Run {
  process: ChildProcess;
  /** All that it has printed, on either stream. */
  printed(): string;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
}

/** Without the credentials that the machine may have: these runs are never against the real platform. */
export function runDemo(...flags: string[]): Run {
  const { FISKIL_CLIENT_ID: _id, FISKIL_CLIENT_SECRET: _secret, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/demo.mjs', ...flags], { cwd: ROOT, env });
  process.once('exit', () => child.kill());
  let text = '';
  const print = (chunk: Buffer) => {
    text += chunk;
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', print);
  return {
    process: child,
    printed: () => text,
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

/** One that serves. */
export interface Demo extends Run {
  origin: string;
  sandboxOrigin: string;
}

export async function startDemo(): Promise<Demo> {
  const run = runDemo('--port', '0', '--sandbox-port', '0');
  await vi.waitUntil(() => run.printed().includes('Ctrl-C stops it.'), { timeout: 30_000 });
  const [, origin = ''] = /Playground +(http:\/\/localhost:\d+)\//.exec(run.printed()) ?? [];
  const [, sandboxOrigin = ''] = /Provider +(http:\/\/127\.0\.0\.1:\d+)/.exec(run.printed()) ?? [];
  return { ...run, origin, sandboxOrigin };
}

export async function stopDemo(demo: Demo): Promise<void> {
  demo.process.kill('SIGINT');
  await demo.ended;
}
