import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly link?: boolean }>>;
}

/** Where the files of one version of a package are: unpacked in a folder, or packed. */
interface Stored {
  readonly manifest: Manifest;
  readonly place: { readonly folder: string } | { readonly tarball: string };
}

export interface Registry {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * A package registry on this machine, so that `npm install` runs as a reader types it, without a network: it has this
 * package as it was packed, and all that is installed for development here.
 */
export async function startRegistry(tarball: string): Promise<Registry> {
  const packages = storeInstalled();
  const own = readManifest(ROOT);
  packages.set(own.name, [{ manifest: own, place: { tarball } }]);
  const server = createServer((request, response) => {
    void answer(decodeURIComponent(request.url ?? '/').slice(1), packages, origin(), response);
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: origin(),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function storeInstalled(): Map<string, Stored[]> {
  const packages = new Map<string, Stored[]>();
  for (const folder of installedFolders()) {
    const manifest = readManifest(folder);
    packages.set(manifest.name, [...(packages.get(manifest.name) ?? []), { manifest, place: { folder } }]);
  }
  return packages;
}

/** What is for other platforms is in the lockfile, and not on the disk. A link leads to a workspace, which is no package. */
function installedFolders(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
  const folders = Object.keys(packages).filter(
    (path) => path.startsWith('node_modules/') && !packages[path]?.link,
  );
  return folders.map((path) => join(ROOT, path)).filter((folder) => existsSync(folder));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

async function answer(
  path: string,
  packages: ReadonlyMap<string, Stored[]>,
  origin: string,
  response: ServerResponse,
): Promise<void> {
  const [name = '', version] = path.split('/-/');
  const stored = packages.get(name);
  if (!stored) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  if (version === undefined) return void response.end(JSON.stringify(packument(name, stored, origin)));
  await send(stored.find(({ manifest }) => manifest.version === version)?.place, response);
}

function packument(name: string, stored: readonly Stored[], origin: string): object {
  const versions = stored.map(({ manifest }) => [
    manifest.version,
    { ...manifest, dist: { tarball: `${origin}/${name}/-/${manifest.version}` } },
  ]);
  return {
    name,
    'dist-tags': { latest: stored[0]?.manifest.version },
    versions: Object.fromEntries(versions),
  };
}

/** Cut short, a download fails in npm; nothing is left to answer then. */
async function send(place: Stored['place'] | undefined, response: ServerResponse): Promise<void> {
  if (!place) return void response.writeHead(404).end();
  if ('tarball' in place) return void response.end(readFileSync(place.tarball));
  const tar = spawn('tar', ['-cf', '-', '--exclude=./node_modules', '-C', place.folder, '.']);
  await pipeline(tar.stdout, createGzip({ level: 1 }), response).catch(() => tar.kill());
}
