import { execFileSync } from 'node:child_process';
import { existsSync, statSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));

/** The frameworks that recipes need: what the lock file here says, unless that is there already. */
export function setup(): void {
  if (changedAt('node_modules/.package-lock.json') <= changedAt('package-lock.json')) install();
  // A recipe imports the package by its name.
  if (!existsSync(`${FOLDER}node_modules/open-consent`)) {
    symlinkSync('../../..', `${FOLDER}node_modules/open-consent`, 'junction');
  }
}

function install(): void {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

function changedAt(file: string): number {
  return statSync(FOLDER + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
