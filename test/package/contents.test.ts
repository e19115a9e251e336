import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createInstalled, type Project } from './support/project.ts';

let project: Project;
const { files } = inject('packed');
const read = (file: string) => readFileSync(join(project.folder, 'node_modules/open-consent', file), 'utf8');
beforeAll(async () => {
  project = await createInstalled();
});
afterAll(() => project.remove());

const KINDS: readonly RegExp[] = [
  /^(package\.json|(README|CHANGELOG|SECURITY)\.md|LICENSE)$/,
  /^docs\/([a-z-]+|AGENTS)\.md$/,
  /^docs\/pictures\/\w+\.png$/,
  /^bin\/(open-consent-demo\.mjs|demo\/\w+\.(html|js))$/,
  /^dist\/(index|headless|callback|protocol|element|server|server-node|sandbox|sandbox-cli|react|describe|devtools)\.js$/,
  /^dist\/(texts|describe)\/(en|de|es|fr|ar|zh)\.js$/,
  /^dist\/(open-consent|open-consent-callback|open-consent-prefetch|texts\/(de|es|fr|ar|zh))\.global\.js$/,
  /^dist\/chunks\/[\w-]+\.js$/,
  /^dist\/types\/[\w/-]+\.d\.ts$/,
  /^dist\/(integrity\.json|THIRD-PARTY-LICENSES\.txt)$/,
];

describe('the tarball', () => {
  it('holds what is built, read and licensed, and nothing else', () => {
    const unknown = files.filter(
      (file) => !KINDS.some((kind) => kind.test(file.replace(/\.js\.map$/, '.js'))),
    );
    expect(unknown).toEqual([]);
    for (const kind of KINDS) expect(files.filter((file) => kind.test(file))).not.toEqual([]);
  });

  it('holds everything that package.json points at', () => {
    const { exports, bin, unpkg, jsdelivr } = JSON.parse(read('package.json'));
    const targets =
      JSON.stringify([exports, bin, unpkg, jsdelivr]).match(/(?<=")(\.\/)?[^"]*(dist|bin)\/[^"]+/g) ?? [];
    expect(targets.length).toBeGreaterThan(15);
    for (const target of targets.map((path) => path.replace('./', ''))) {
      const pattern = new RegExp(`^${target.replaceAll('.', '\\.').replace('*', '[^/]+')}$`);
      expect(files.filter((file) => pattern.test(file))).not.toEqual([]);
    }
  });

  it('holds every page that its own pages link to, but for those that are of no use outside the repository', () => {
    const ofRepository = ['CONTRIBUTING.md', 'CODE_OF_CONDUCT.md', 'test/e2e/MATRIX.md'];
    const missing = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...read(file).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(([, to = '']) => join(file, '..', to)),
      )
      .filter((path) => !files.includes(path) && !ofRepository.includes(path));
    expect(missing).toEqual([]);
  });

  it('says where it comes from, so that the registry finds the files behind the links of its README', () => {
    const { repository, homepage } = JSON.parse(read('package.json'));
    expect(repository.url).toMatch(/^git\+https:\/\/.+\.git$/);
    expect(homepage).toMatch(/^https:/);
  });

  it('is installed with Preact and nothing more', async () => {
    const tree = JSON.parse(await project.run('npm ls --all --json'));
    expect(Object.keys(tree.dependencies)).toEqual(['open-consent']);
    // An optional peer that is not there is listed, too, with nothing known of it.
    const below = Object.entries<{ version?: string }>(tree.dependencies['open-consent'].dependencies);
    expect(below.filter(([, { version }]) => version).map(([name]) => name)).toEqual(['preact']);
  });

  it('has declarations that name no file that is not there', () => {
    const missing = files
      .filter((file) => file.endsWith('.d.ts'))
      .flatMap((file) =>
        [...read(file).matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => join(file, '..', to)),
      )
      .filter((path) => !files.includes(path.replace(/\.tsx?$/, '.d.ts')));
    expect(missing).toEqual([]);
  });
});

describe('a script-tag file', () => {
  it('is the one that integrity.json has a hash for', () => {
    const integrity = JSON.parse(read('dist/integrity.json')) as Record<string, string>;
    const scripts = files.filter((file) => file.endsWith('.global.js'));
    expect(
      Object.keys(integrity)
        .map((file) => `dist/${file}`)
        .sort(),
    ).toEqual(scripts.sort());
    for (const [file, hash] of Object.entries(integrity)) {
      expect(hash).toBe(
        `sha384-${createHash('sha384')
          .update(read(`dist/${file}`))
          .digest('base64')}`,
      );
    }
  });

  it.each([
    [
      'open-consent.global.js',
      /^\/\*! open-consent [\d.]+, MIT \| preact [\d.]+, MIT, see THIRD-PARTY-LICENSES\.txt \*\/\n/,
    ],
    ['open-consent-callback.global.js', /^\/\*! open-consent [\d.]+, MIT \*\/\n/],
  ])('%s says what it is, and whose code it holds', (file, line) => {
    expect(read(`dist/${file}`)).toMatch(line);
  });
});

describe('the licences', () => {
  it('are there, in full, for every package whose code is in a file', () => {
    const text = read('dist/THIRD-PARTY-LICENSES.txt');
    const named = [...text.matchAll(/^(\S+) [\d.]+ \(MIT\)$/gm)].map(([, name]) => name);
    expect(named).toEqual(bundled());
    expect(text.match(/Permission is hereby granted/g)).toHaveLength(named.length);
  });

  /** As the maps tell it, which is another way than the build's own. */
  function bundled(): string[] {
    const sources = maps().flatMap(([, map]) => map.sources as string[]);
    const names = sources.map((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
    return [...new Set(names.filter((name) => name !== undefined))].sort();
  }
});

describe('a source map', () => {
  it('is beside every file with code of its own, and has the sources in it', () => {
    for (const file of files.filter((name) => /^dist\/.*\.js$/.test(name))) {
      const code = read(file)
        .replaceAll(/^(import|export) \{[^}]*\}( from "[^"]+")?;$/gm, '')
        .trim();
      if (code !== '') expect(files, file).toContain(`${file}.map`);
    }
    for (const [file, map] of maps()) {
      expect(map.sourcesContent.length, file).toBe(map.sources.length);
      expect(
        map.sourcesContent.every((text) => typeof text === 'string'),
        file,
      ).toBe(true);
      expect(read(file.replace(/\.map$/, ''))).toContain(`sourceMappingURL=${file.split('/').at(-1)}`);
    }
  });

  it.each([
    ['dist/open-consent.global.js', 'popup_closed', /src\/\w+\/[\w-]+\.ts$/],
    ['dist/open-consent.global.js', 'componentWillUnmount', /node_modules\/preact\//],
    ['dist/sandbox-cli.js', 'Mint with POST', /src\/sandbox\/cli\/run-cli\.ts$/],
  ])('of %s leads from “%s” to where it is written', (file, text, source) => {
    const lines = read(file).split('\n');
    const line = lines.findIndex((one) => one.includes(text));
    const column = lines[line]?.indexOf(text) ?? -1;
    const map = JSON.parse(read(`${file}.map`));
    const found = new SourceMap(map).findEntry(line, column);
    if (!('originalSource' in found)) throw new Error(`nothing is mapped at ${line}:${column}`);
    expect(found.originalSource).toMatch(source);
    const original = map.sourcesContent[map.sources.indexOf(found.originalSource)].split('\n');
    const near = original.slice(found.originalLine, found.originalLine + 2).join('\n');
    expect(near).toContain(text);
  });
});

interface Map {
  sources: string[];
  sourcesContent: unknown[];
}

function maps(): [file: string, map: Map][] {
  return files.filter((file) => file.endsWith('.map')).map((file) => [file, JSON.parse(read(file))]);
}
