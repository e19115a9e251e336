import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/types/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/apps/install-react-18.ts',
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
          environment: 'node',
          globalSetup: 'test/apps/install-react-18.ts',
          server: { deps: { inline: [/@testing-library\/react/] } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/apps/install-react-18.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/docs/install-recipes.ts',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/package/support/pack.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});

export default config;
