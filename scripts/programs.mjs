// Looks for programs, and installs Debian's where that is one command away.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of the first of these programs that there is, in the usual folders; undefined where there is none. */
export function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** On a Debian system, as root; elsewhere it does nothing, and the caller finds nothing once more. */
export function installPackages(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.log(`Installing Debian’s ${packages.join(', ')}.`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const wanted = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', wanted, { stdio: ['ignore', 'ignore', 'inherit'], env });
}
