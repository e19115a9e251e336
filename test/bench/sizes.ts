import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { PEERS_FOLDER } from './peers.ts';

/** What `npm run size` has found of one entry, in bytes. */
export interface EntrySize {
  name: string;
  size: number;
  bar: number;
  aim: number;
}

const DIST = new URL('../../dist/', import.meta.url).pathname;

const FILES: Record<string, string> = {
  'open-consent: script-tag file, all of it': `${DIST}open-consent.global.js`,
  'open-consent: callback page': `${DIST}open-consent-callback.global.js`,
  'connect-web-sdk': `${PEERS_FOLDER}/connect-web-sdk.js`,
  '@nangohq/frontend': `${PEERS_FOLDER}/nango.js`,
  'pluggy-connect-sdk': `${PEERS_FOLDER}/pluggy-connect-sdk.js`,
  'oidc-client-ts: `UserManager`': `${PEERS_FOLDER}/oidc-client-ts.js`,
  'oidc-client-ts: callback page': `${PEERS_FOLDER}/oidc-client-ts-callback.js`,
  '@azure/msal-browser: `PublicClientApplication`': `${PEERS_FOLDER}/msal.js`,
  '@azure/msal-browser: callback page (redirect bridge)': `${PEERS_FOLDER}/msal-bridge.js`,
};

/** One self-contained minified file each, brotli, in kB of 1000 bytes. */
export function sizeTable(): string {
  const rows = Object.entries(FILES).map(([name, file]) => {
    const source = readFileSync(file);
    return `| ${name} | ${kB(source.length)} | ${kB(brotliCompressSync(source).length)} |`;
  });
  return ['| one file | minified, kB | brotli, kB |', '|---|---|---|', ...rows].join('\n');
}

/** What a user downloads, against what was asked for. */
export function entryTable(entries: readonly EntrySize[]): string {
  const rows = entries.map(({ name, size, bar, aim }) => {
    const verdict = size > bar ? `missed by ${size - bar}` : 'met';
    return `| ${name} | ${size} | ${bar} | ${aim} | ${verdict} |`;
  });
  return ['| minified, brotli, bytes | open-consent | bar | aim | |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

const kB = (bytes: number) => (bytes / 1000).toFixed(1);
