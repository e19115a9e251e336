import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('react-18/', import.meta.url));

/** React 18 beside the 19 of this package: what its lock file says, unless that is there already. */
export function setup(): void {
  if (changedAt('node_modules/.package-lock.json') > changedAt('package-lock.json')) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

function changedAt(file: string): number {
  return statSync(FOLDER + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
