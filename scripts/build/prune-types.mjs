// tsc writes a declaration for every source file; only what an entry's types lead to is of use to anybody.
import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const SPECIFIER = /(?:\bfrom\s+|\bimport\s*\(?\s*)['"](\.{1,2}\/[^'"]+)['"]/g;

/** Deletes the declarations in `folder` that none of `entries` reaches. */
export function pruneTypes(folder, entries) {
  const needed = new Set();
  for (const entry of entries) reach(join(folder, `${entry}.d.ts`), needed);
  const all = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  for (const path of all) if (path.endsWith('.d.ts') && !needed.has(path)) rmSync(path);
  // Deepest first, so that a folder of empty folders goes too.
  const folders = all.filter((path) => !path.endsWith('.d.ts'));
  for (const path of folders.sort((a, b) => depth(b) - depth(a))) removeIfEmpty(path);
}

function reach(path, needed) {
  if (needed.has(path)) return;
  needed.add(path);
  for (const [, to = ''] of readFileSync(path, 'utf8').matchAll(SPECIFIER)) {
    reach(join(dirname(path), to.replace(/\.js$/, '.d.ts').replace(/\.tsx?$/, '.d.ts')), needed);
  }
}

function depth(path) {
  return path.split(sep).length;
}

function removeIfEmpty(path) {
  if (readdirSync(path).length === 0) rmdirSync(path);
}
