import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** No test waits for so long when all is well: a busy machine is slow, and only what hangs is to fail by its time. */
const SHARED = {
  environment: 'node',
  testTimeout: 240_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 90_000 } },
} as const;

/** A worker for each file took longer to start than most of them to run. No test may leave anything behind. */
const IN_ONE_WORLD = { ...SHARED, pool: 'threads', isolate: false } as const;

/** Most of these tests take milliseconds. Many of them may hang in a broken build, and the others must still run. */
const QUICK = {
  ...IN_ONE_WORLD,
  testTimeout: 30_000,
  hookTimeout: 30_000,
  expect: { poll: { timeout: 20_000 } },
} as const;

const IN_CHROMIUM = {
  ...SHARED,
  globalSetup: 'test/support/launch-chromium.ts',
  setupFiles: 'test/support/close-contexts.ts',
  // The files that a worker runs share one connection to the browser, one host and one sandbox.
  isolate: false,
  // A page waits more than it works: with a worker for each core, half of the cores would be idle.
  maxWorkers: availableParallelism() + 1,
} as const;

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/types/*.test.ts'],
          ...QUICK,
        },
      },
      {
        // The hook once more, with the older React.
        resolve: {
          alias: [
            { find: /^(react(-dom)?)(?=\/|$)/, replacement: at('test/apps/react-18/node_modules/$1') },
            // Its CommonJS would require React past the alias.
            {
              find: /^@testing-library\/react$/,
              replacement: at('node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
            },
          ],
        },
        test: {
          name: 'react-18',
          include: ['test/unit/react/**/*.test.tsx'],
          ...QUICK,
          server: { deps: { inline: [/@testing-library\/react/] } },
        },
      },
      // The main paths, for everybody; what else needs a whole browser; and all the rest.
      { test: { name: 'main', include: ['test/e2e/main/*.test.ts'], ...IN_CHROMIUM } },
      { test: { name: 'whole', include: ['test/e2e/whole/*.test.ts'], ...IN_CHROMIUM } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          ...IN_CHROMIUM,
          globalSetup: 'test/support/launch-shell.ts',
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          ...IN_ONE_WORLD,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          ...SHARED,
          globalSetup: ['test/package/support/pack.ts', 'test/support/launch-chromium.ts'],
        },
      },
      {
        test: {
          name: 'site',
          include: ['test/site/**/*.test.ts'],
          ...SHARED,
          globalSetup: ['test/site/support/build-site.ts', 'test/support/launch-chromium.ts'],
        },
      },
    ],
  },
});

export default config;
