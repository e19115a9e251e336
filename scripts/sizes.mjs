// What a user downloads: each entry bundled with all that it loads at once, minified by the bundler, each file compressed
// by brotli.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import filePlugin from '@size-limit/file';
import sizeLimit from 'size-limit';
import { build } from 'vite';

const OUT = 'node_modules/.cache/open-consent-size';

/**
 * In bytes. `limit`: past it the check fails; `bar` and `aim`: what was asked for. Most of what came after 7400 (headless)
 * is the named flow: records, marks and locks (1100), and the page that waits after a reload; the rest is zone.js, `null`
 * for "not given", errors in JSON, a window that says what it waits for, and a status that is asked for by its address;
 * then the frame's sandbox, `refuseFramed`, a blocker told from a user, an end that no other tab can undo, and the hand-over
 * of a session that was minted ahead.
 */
const ROWS = [
  { name: 'open-consent/headless', files: ['headless'], limit: 10_000, bar: 5000, aim: 4400 },
  { name: 'open-consent/callback', files: ['callback'], limit: 4400, bar: 1600, aim: 1350 },
  { name: 'open-consent, before the dialog', files: ['index'], limit: 12_700, bar: 5800, aim: 5200 },
  {
    // Besides those: the page's own layers (228), small screens (92), more texts (92), the element's states (93).
    name: 'open-consent.global.js',
    files: ['dist/open-consent.global.js'],
    limit: 22_150,
    bar: 14_000,
    aim: 12_000,
  },
  {
    // 470 of it are two sentences in six languages, written so that they are right in every charset.
    name: 'open-consent-callback.global.js',
    files: ['dist/open-consent-callback.global.js'],
    limit: 3500,
    bar: 1700,
    aim: 1450,
  },
  { name: 'open-consent/react, on top', files: ['index+react', 'index'], limit: 600, bar: 600, aim: 400 },
];

/** The files of each bundle that load at once, its entry first. */
const bundles = {};

/** Every row with its `size`. */
export async function measureSizes() {
  mkdirSync(OUT, { recursive: true });
  for (const entry of ['headless', 'callback', 'index', 'index+react']) bundles[entry] = await bundle(entry);
  return Promise.all(ROWS.map(async (row) => ({ ...row, size: await sizeOf(row.files) })));
}

/** As a user's bundler would, with React left to the application. What is loaded later is in files of its own. */
async function bundle(entry) {
  const user = entry.split('+').map((name) => `export * from '/src/${name}.ts';`);
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'user',
        resolveId: (id) => (id.endsWith('/user-of-it') ? '\0user' : undefined),
        load: (id) => (id === '\0user' ? user.join('') : undefined),
      },
    ],
    build: {
      outDir: join(OUT, entry),
      target: 'es2022',
      // Vite's own minification leaves the white space of a library alone; the bundler's does not.
      minify: false,
      lib: { entry: 'user-of-it', formats: ['es'], fileName: entry },
      rolldownOptions: {
        external: [/^react(\/|$)/],
        output: { minify: true, entryFileNames: `${entry}.js` },
      },
    },
  });
  return [...loadedAtOnce(output, `${entry}.js`)].map((file) => join(OUT, entry, file));
}

/** A chunk, and what it imports, itself or by another; not what waits behind an `import()`. */
function loadedAtOnce(output, fileName, files = new Set()) {
  const chunk = output.find((file) => file.fileName === fileName);
  if (!chunk || files.has(fileName)) return files; // React is no file of ours
  files.add(fileName);
  for (const imported of chunk.imports) loadedAtOnce(output, imported, files);
  return files;
}

/** The first one's size, less what another one has of it already. */
async function sizeOf([name, less]) {
  const size = await compressed(name);
  return less ? size - (await compressed(less)) : size;
}

/** Of a bundle, or of a file of dist/, which loads nothing else. */
async function compressed(name) {
  const [{ size }] = await sizeLimit([filePlugin], bundles[name] ?? [name]);
  return size;
}
