// Command lines that need no shell: Windows starts scripts by one alone, which would take paths with spaces apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `npm` says where it is when it runs a script. */
export const NPM = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];

/** Runs a program of an installed package. */
export function tool(name, program, ...args) {
  const folder = join('node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[program]), ...args];
}
