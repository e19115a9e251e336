// What a user downloads: each entry bundled whole, minified by the bundler, compressed by brotli. Fails when one has
// grown past its limit; shows how far each is from the bar that was set for it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import filePlugin from '@size-limit/file';
import sizeLimit from 'size-limit';
import { build } from 'vite';

const OUT = 'node_modules/.cache/open-consent-size';

/** In bytes. `limit`: past it the check fails; `bar` and `aim`: what was asked for. */
const ROWS = [
  { name: 'open-consent/headless', files: ['headless'], limit: 7400, bar: 5000, aim: 4400 },
  { name: 'open-consent/callback', files: ['callback'], limit: 3200, bar: 1600, aim: 1350 },
  { name: 'open-consent, before the dialog', files: ['index'], limit: 9300, bar: 5800, aim: 5200 },
  {
    name: 'open-consent.global.js',
    files: ['dist/open-consent.global.js'],
    limit: 18_700,
    bar: 14_000,
    aim: 12_000,
  },
  {
    name: 'open-consent-callback.global.js',
    files: ['dist/open-consent-callback.global.js'],
    limit: 2200,
    bar: 1700,
    aim: 1450,
  },
  { name: 'open-consent/react, on top', files: ['index+react', 'index'], limit: 600, bar: 600, aim: 400 },
];

mkdirSync(OUT, { recursive: true });
for (const entry of ['headless', 'callback', 'index', 'index+react']) await bundle(entry);
const measured = await Promise.all(ROWS.map(async (row) => ({ ...row, size: await sizeOf(row.files) })));
print(measured);
process.exitCode = measured.some(({ size, limit }) => size > limit) ? 1 : 0;

/** As a user's bundler would: one file, but for what is loaded later, with React left to the application. */
function bundle(entry) {
  const user = entry.split('+').map((name) => `export * from '/src/${name}.ts';`);
  return build({
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
}

/** The first file's size, less what another one has of it already. */
async function sizeOf([file, less]) {
  const size = await compressed(file);
  return less ? size - (await compressed(less)) : size;
}

async function compressed(file) {
  const path = file.includes('/') ? file : join(OUT, file, `${file}.js`);
  const [{ size }] = await sizeLimit([filePlugin], [path]);
  return size;
}

function print(rows) {
  console.log('bytes (minified, brotli)             measured   limit     bar     aim');
  for (const { name, size, limit, bar, aim } of rows) {
    const numbers = [size, limit, bar, aim].map((number) => String(number).padStart(8));
    const verdict =
      size > limit ? 'PAST ITS LIMIT' : size > bar ? `misses its bar by ${size - bar}` : 'meets its bar';
    console.log(`${name.padEnd(37)}${numbers.join('')}  ${verdict}`);
  }
}
