import { fileURLToPath } from 'node:url';
import { type AliasOptions, build, type Rolldown } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What Vite has made of an app: its files, by their path under `/app/`. */
export type BuiltApp = ReadonlyMap<string, string | Uint8Array>;

const RESOLVE: Record<string, AliasOptions> = {
  // What the package publishes stands in for its sources, whose types the apps are checked with.
  published: [{ find: /^.*\/src\/(\w+)\.ts$/, replacement: at('../../dist/$1.js') }],
  // One React for the app and for our code.
  'react-18': [{ find: /^(react(-dom)?)(?=\/|$)/, replacement: at('react-18/node_modules/$1') }],
  // The build of Vue that compiles templates in the page.
  vue: [{ find: /^vue$/, replacement: 'vue/dist/vue.esm-bundler.js' }],
};

/** Builds the app in the folder of that name, as an integrator would for development: StrictMode counts there. */
export async function buildApp(name: string, ...resolve: (keyof typeof RESOLVE)[]): Promise<BuiltApp> {
  const built = (await build({
    configFile: false,
    root: at('.'),
    base: '/app/',
    mode: 'development',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"development"' },
    // All apps share one page, which asks for `/main`.
    resolve: {
      alias: [
        { find: /^\/main$/, replacement: at(`${name}/main`) },
        ...['published', ...resolve].flatMap((key) => RESOLVE[key] as []),
      ],
    },
    // Where a test that counts what is left over looks for our code.
    build: {
      write: false,
      assetsDir: 'dist',
      minify: false,
      // As Vite's plugin for React has it: in a bundle for the browser 'use client' goes without saying.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  })) as Rolldown.RolldownOutput;
  return new Map(
    built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  );
}
