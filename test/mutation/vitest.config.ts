import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** The folders of unit tests that `scripts/mutate.mjs` asks for. The fuzz test would run its 10 000 flows each time. */
const folders = process.env['MUTATE_TESTS']?.split(' ') ?? [];

const config: ViteUserConfig = defineConfig({
  test: {
    include: folders.map((folder) => `test/unit/${folder}/**/*.test.ts`),
    exclude: ['**/*.fuzz.test.ts'],
    environment: 'node',
    // Each run of Stryker's starts a worker anyway; this way its files share one.
    isolate: false,
  },
});

export default config;
