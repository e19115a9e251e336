import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const SOURCES: string = fileURLToPath(new URL('peers', import.meta.url));

export const PEERS_FOLDER: string = fileURLToPath(
  new URL('../../node_modules/.cache/open-consent-bench', import.meta.url),
);

const names = readdirSync(SOURCES).map((file) => file.replace(/\.js$/, ''));

/** One self-contained file for each peer, minified as the product's own script-tag files are. */
export async function bundlePeers(): Promise<void> {
  for (const name of names)
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        outDir: PEERS_FOLDER,
        emptyOutDir: false,
        target: 'es2022',
        minify: true,
        lib: {
          entry: `${SOURCES}/${name}.js`,
          formats: ['iife'],
          name: 'Peer',
          fileName: () => `${name}.js`,
        },
      },
    });
}

/** Package and version of each peer, as installed. */
export function peerVersions(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return manifest.dependencies;
}
