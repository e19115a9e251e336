import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

const at = (entry: string) => fileURLToPath(new URL(`../../../src/${entry}.ts`, import.meta.url));

/** What an app ships, at once, that has only this code. */
async function bundle(code: string): Promise<string> {
  const app = {
    name: 'app',
    resolveId: (id: string) => (id === 'app' ? id : null),
    load: (id: string) => (id === 'app' ? code : null),
  };
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [app],
    build: {
      write: false,
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'app', external: /^(preact|react)/, preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}

const size = (code: string) => brotliCompressSync(code).length;

test('the hook adds at most 0.7 kB to the rest, and preload() nothing where it is not called', async () => {
  // The hook completes what comes back to its page, as an app would do by itself.
  const openConsent = `export { openConsent, completeConsent } from '${at('index')}';`;
  const plain = await bundle(openConsent);
  const hooked = await bundle(`${openConsent} export { useOpenConsent } from '${at('react')}';`);
  const preloading = await bundle(`${openConsent} export { preload } from '${at('index')}';`);
  const [hook, preload] = [hooked, preloading].map((code) => size(code) - size(plain));
  console.info(`on top of ${size(plain)} bytes: the hook ${hook}, preload() ${preload}`);
  expect(hooked).toContain('useInsertionEffect');
  expect(hook).toBeLessThan(700);
  expect(preloading).toContain('preconnect');
  expect(plain).not.toContain('preconnect');
});
