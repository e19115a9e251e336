// Builds everything that is published into dist/: ES modules, script-tag files, the Node side, and the types.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { scriptIntegrity } from './build/integrity.mjs';
import { bundledPackages, collectLicenses } from './build/licenses.mjs';
import { minifyCss } from './build/minify-css.mjs';
import { pruneTypes } from './build/prune-types.mjs';
import { writeIntegrity } from './write-integrity.mjs';

const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar', 'zh'];
const TEXTS = LANGUAGES.map((lang) => `texts/${lang}`);
const DESCRIBE = LANGUAGES.map((lang) => `describe/${lang}`);
const MODULES = [
  'index',
  'headless',
  'callback',
  'protocol',
  'element',
  'react',
  'describe',
  'devtools',
  ...DESCRIBE,
  ...TEXTS,
];
const NODE = ['server', 'server-node', 'sandbox'];
const SCRIPTS = {
  'open-consent.global.js': 'global',
  'open-consent-callback.global.js': 'callback-global',
  'open-consent-prefetch.global.js': 'prefetch-global',
  ...Object.fromEntries(
    LANGUAGES.slice(1).map((lang) => [`texts/${lang}.global.js`, `texts-global/${lang}`]),
  ),
};

const entries = (names) => Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));

const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
const licenses = collectLicenses();
const shared = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [licenses.plugin, minifyCss],
};
const output = { outDir: 'dist', emptyOutDir: false, sourcemap: true, target: 'es2022' };
/** A copy of a script-tag file that has lost its folder still says what it is. */
const banner = (chunk) => {
  const others = bundledPackages(chunk).map((one) => ` | ${one.name} ${one.version}, ${one.license}`);
  const where = others.length > 0 ? ', see THIRD-PARTY-LICENSES.txt' : '';
  return `/*! ${name} ${version}, ${license}${others.join('')}${where} */`;
};

/** For npm: modules that share chunks; a bundler minifies them in its own way. */
const modules = () =>
  build({
    ...shared,
    build: {
      ...output,
      minify: false,
      lib: {
        entry: entries(MODULES),
        formats: ['es'],
      },
      rolldownOptions: {
        external: [/^preact(\/|$)/, /^react(\/|$)/],
        // The 'use client' of react.js does survive: it is an entry, and a test looks for it.
        checks: { moduleLevelDirective: false },
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });

/** For a script tag: one self-contained file each. */
const script = (fileName, entry) =>
  build({
    ...shared,
    build: {
      ...output,
      // Its scripts come out 2 % smaller than those of the bundler's own minifier. In ASCII, since a script with no charset
      // of its own is read in the page's, and a page that names none is not UTF-8.
      minify: 'terser',
      terserOptions: { ecma: 2020, compress: { passes: 3 }, format: { ascii_only: true } },
      lib: { entry: `src/${entry}.ts`, formats: ['iife'], name: 'OpenConsent', fileName: () => fileName },
      rolldownOptions: {
        output: { postBanner: banner, generatedCode: { symbols: false } },
        checks: { pluginTimings: false },
      },
    },
  });

/** For servers: `server` runs anywhere that has fetch; `server-node` and `sandbox` bring their dependencies along. */
const node = () =>
  build({
    ...shared,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ...output,
      target: 'node20',
      minify: false,
      ssr: true,
      rolldownOptions: {
        input: { ...entries(NODE), 'sandbox-cli': 'src/sandbox/cli.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

rmSync('dist', { recursive: true, force: true });
await modules();
for (const [fileName, entry] of Object.entries(SCRIPTS)) await script(fileName, entry);
await node();
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenses.text());
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
pruneTypes('dist/types', [...MODULES, ...NODE]);

const integrity = scriptIntegrity('dist', Object.keys(SCRIPTS));
writeFileSync('dist/integrity.json', `${JSON.stringify(integrity, null, 2)}\n`);
writeIntegrity();
for (const [file, hash] of Object.entries(integrity)) console.log(`${hash}  dist/${file}`);
