import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startRegistry } from './registry.ts';

/** For all tests of the package: packs it once, and serves it to their `npm install`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'open-consent-package-'));
  const [packed] = JSON.parse(npm('pack', '--ignore-scripts', '--json', '--pack-destination', folder));
  const registry = await startRegistry(join(folder, packed.filename));
  project.provide('packed', {
    files: packed.files.map(({ path }: { path: string }) => path),
    registry: registry.origin,
    cache: join(folder, 'npm-cache'),
  });
  return async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  };
}

function npm(...args: string[]): string {
  return execFileSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
}

declare module 'vitest' {
  interface ProvidedContext {
    packed: {
      /** Paths in the tarball. */
      files: string[];
      registry: string;
      cache: string;
    };
  }
}
