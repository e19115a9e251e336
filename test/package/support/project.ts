import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

const WINDOWS = process.platform === 'win32';

/** A folder outside this repository, as an integrator has one. */
export interface Project {
  readonly folder: string;
  /** Files by their path in the folder. */
  write(files: Readonly<Record<string, string>>): void;
  /** Runs a command line to its end, and gives what it printed. Rejects with all of that where it fails. */
  run(command: string): Promise<string>;
  /** Starts a command line that does not end by itself; resolves once it has printed `ready`. */
  serve(command: string, ready: RegExp): Promise<Service>;
  /** Stops what was started, and deletes the folder. */
  remove(): Promise<void>;
}

interface Service {
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

export function createProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'open-consent-project-')));
  const services: Service[] = [];
  return {
    folder,
    write(files) {
      for (const [path, text] of Object.entries(files)) writeFile(join(folder, path), text);
    },
    run: (command) => run(command, folder),
    async serve(command, ready) {
      const service = await serve(command, ready, folder);
      services.push(service);
      return service;
    },
    async remove() {
      await Promise.all(services.map((service) => service.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** A project with this package in it and what else is named. */
export async function createInstalled(...others: string[]): Promise<Project> {
  const project = createProject();
  project.write({ 'package.json': JSON.stringify({ name: 'app', private: true, type: 'module' }) });
  await project.run(['npm install open-consent', ...others].join(' '));
  return project;
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function run(command: string, cwd: string): Promise<string> {
  const { child, output } = start(command, cwd);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output());
      else reject(new Error(`${command} ended with ${code}:\n${output()}`));
    });
  });
}

function serve(command: string, ready: RegExp, cwd: string): Promise<Service> {
  const { child, output } = start(command, cwd);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = () => {
    kill(child);
    return ended;
  };
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (ready.test(output())) resolve({ output, stop });
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${command} ended with ${code}:\n${output()}`)));
  });
}

/** In a process group of its own: `npx` has children, and they go with it. */
function start(command: string, cwd: string): { child: ChildProcess; output: () => string } {
  const child = spawn(command, { cwd, env: npmEnv(), shell: true, detached: !WINDOWS });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return { child, output: () => output };
}

function kill({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  process.kill(WINDOWS ? pid : -pid, 'SIGTERM');
}

/** Only the local registry, and nothing of this machine's own npm settings, nor of the `npm test` around. */
function npmEnv(): NodeJS.ProcessEnv {
  const { registry, cache } = inject('packed');
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|vitest|node_env$)/i.test(name));
  const quiet = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_update_notifier: 'false' };
  return {
    ...Object.fromEntries(inherited),
    ...quiet,
    npm_config_registry: registry,
    npm_config_cache: cache,
    NO_COLOR: '1',
  };
}
