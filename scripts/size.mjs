// Weighs what a user downloads: each entry self-contained, minified by the bundler's own minifier, brotli.
// Fails if a row is over its limit. The script-tag files are taken from dist/, where the build has put them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import filePlugin from '@size-limit/file';
import sizeLimit from 'size-limit';
import { build } from 'vite';

/** Limits and aims in kB of 1000 bytes. `on` names the row that is weighed with this one and taken off. */
const ROWS = [
  { name: 'open-consent/headless', entry: ['headless'], limit: 5.0, aim: 4.4 },
  { name: 'open-consent/callback', entry: ['callback'], limit: 1.6, aim: 1.35 },
  { name: 'open-consent, before the dialog chunk is asked for', entry: ['index'], limit: 5.8, aim: 5.2 },
  { name: 'dist/open-consent.global.js', file: 'dist/open-consent.global.js', limit: 14, aim: 12 },
  {
    name: 'dist/open-consent-callback.global.js',
    file: 'dist/open-consent-callback.global.js',
    limit: 1.7,
    aim: 1.45,
  },
  {
    name: 'open-consent/react on top of open-consent',
    entry: ['index', 'react'],
    without: ['index'],
    limit: 0.6,
    aim: 0.4,
  },
];

const FOLDER = 'node_modules/.cache/open-consent-size';

/** An app that imports these entries and nothing else, as a bundler would ship it. */
async function bundle(names) {
  const app = join(FOLDER, `${names.join('+')}.app.js`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(app, names.map((name) => `export * from '../../../src/${name}.ts';\n`).join(''));
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: app, formats: ['es'], fileName: 'app' },
      // Vite keeps the white space of ES libraries, which an app's own build does not.
      rolldownOptions: { external: [/^react(\/|$)/], output: { minify: true } },
    },
  });
  return loadedAtOnce(output).map((chunk, index) => {
    const file = join(FOLDER, `${names.join('+')}.${index}.js`);
    writeFileSync(file, chunk.code);
    return file;
  });
}

/** The entry's chunk and what it imports; what it imports lazily is not downloaded yet. */
function loadedAtOnce(output) {
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set();
  const visit = (chunk) => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) visit(chunks.get(name));
  };
  visit(output.find((chunk) => chunk.isEntry));
  return [...found];
}

async function weigh(files) {
  const [{ size }] = await sizeLimit([filePlugin], files);
  return size / 1000;
}

async function measure({ file, entry, without }) {
  if (file) return weigh([file]);
  const whole = await weigh(await bundle(entry));
  return without ? whole - (await weigh(await bundle(without))) : whole;
}

const kB = (value) => value.toFixed(2);

function line({ name, limit, aim }, size) {
  const verdict = size <= limit ? 'met' : `missed by ${kB(size - limit)}`;
  return `| ${name} | ${limit.toFixed(1)} | ${kB(aim)} | ${kB(size)} | ${verdict} |`;
}

rmSync(FOLDER, { recursive: true, force: true });
const sizes = [];
for (const row of ROWS) sizes.push(await measure(row));
console.log('| brotli, kB | at most | aim | measured | |\n|---|---|---|---|---|');
console.log(ROWS.map((row, index) => line(row, sizes[index])).join('\n'));
process.exitCode = ROWS.every((row, index) => sizes[index] <= row.limit) ? 0 : 1;
