// Builds everything that is published into dist/: ES modules, script-tag files, the Node side, and the types.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';

const entries = (...names) =>
  Object.fromEntries(
    names.filter((name) => existsSync(`src/${name}.ts`)).map((name) => [name, `src/${name}.ts`]),
  );

const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar', 'zh'];

const texts = () => Object.fromEntries(LANGUAGES.map((lang) => [`texts/${lang}`, `src/texts/${lang}.ts`]));

const shared = { configFile: false, logLevel: 'warn', publicDir: false };
const output = { outDir: 'dist', emptyOutDir: false, sourcemap: true, target: 'es2022' };

/** For npm: modules that share chunks; a bundler minifies them in its own way. */
const modules = () =>
  build({
    ...shared,
    build: {
      ...output,
      minify: false,
      lib: {
        entry: { ...entries('index', 'headless', 'callback', 'protocol', 'element', 'react'), ...texts() },
        formats: ['es'],
      },
      rolldownOptions: {
        external: [/^preact(\/|$)/, /^react(\/|$)/],
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });

/** For a script tag: one self-contained file each. */
const script = (entry, fileName) =>
  build({
    ...shared,
    build: {
      ...output,
      minify: true,
      lib: { entry: `src/${entry}.ts`, formats: ['iife'], name: 'OpenConsent', fileName: () => fileName },
    },
  });

/** For servers: `server` runs anywhere that has fetch; `sandbox` brings its dependencies along. */
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
        input: { ...entries('server', 'sandbox'), 'sandbox-cli': 'src/sandbox/cli.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

rmSync('dist', { recursive: true, force: true });
await modules();
await script('global', 'open-consent.global.js');
await script('callback-global', 'open-consent-callback.global.js');
for (const lang of LANGUAGES.slice(1)) await script(`texts-global/${lang}`, `texts/${lang}.global.js`);
await node();
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
