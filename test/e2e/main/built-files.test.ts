import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

/** What a built file imports at once, itself or by another, without what it loads later. */
function staticImports(file: string, seen: Set<string> = new Set()): Set<string> {
  const code = readFileSync(join(DIST, file), 'utf8');
  for (const [, named, bare = ''] of code.matchAll(
    /^(?:import|export)\b[^'"]*?from\s*["']([^"']+)["'];?$|^import\s*["']([^"']+)["'];?$/gm,
  )) {
    const from = named ?? bare;
    const name = from.startsWith('.') ? join(dirname(file), from) : from;
    if (seen.has(name)) continue;
    seen.add(name);
    if (from.startsWith('.')) staticImports(name, seen);
  }
  return seen;
}

describe('of the built files', () => {
  it.each(['index.js', 'headless.js', 'callback.js', 'protocol.js', 'element.js'])(
    '%s imports no Preact of its own',
    (file) => {
      const bare = [...staticImports(file)].filter((name) => !name.endsWith('.js'));
      expect(bare).toEqual([]);
    },
  );

  it('two parts are chunks of their own, loaded later: what draws imports Preact, what mints ahead nothing', () => {
    const graph = ['index.js', ...staticImports('index.js')].filter((name) => name.endsWith('.js'));
    const later = graph.flatMap((file) =>
      [...readFileSync(join(DIST, file), 'utf8').matchAll(/import\(["']([^"']+)["']\)/g)].map(([, to = '']) =>
        join(dirname(file), to),
      ),
    );
    const chunks = [...new Set(later)].sort();
    expect(chunks).toEqual([expect.stringContaining('mount-widget'), expect.stringContaining('prefetch')]);
    const [drawing = '', ahead = ''] = chunks;
    expect([...staticImports(drawing)]).toContain('preact');
    expect([...staticImports(ahead)]).toEqual([]);
  });

  it('react.js says first of all that it is for the client, and no other does', () => {
    const scripts = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const saying = (what: RegExp) =>
      scripts.filter((file) => what.test(readFileSync(join(DIST, file), 'utf8')));
    expect(saying(/^(["'])use client\1;/)).toEqual(['react.js']);
    expect(saying(/use client/)).toEqual(['react.js']);
  });

  it('server.js needs nothing at all', () => {
    expect([...staticImports('server.js')]).toEqual([]);
  });

  it.each(['open-consent.global.js', 'open-consent-callback.global.js', 'texts/de.global.js'])(
    '%s is one file',
    (file) => {
      expect(readFileSync(join(DIST, file), 'utf8')).not.toMatch(/\bimport\s*\(|^\s*import\b/m);
    },
  );

  it.each([
    'open-consent.global.js',
    'open-consent-callback.global.js',
    'texts/de.global.js',
    'texts/zh.global.js',
  ])('%s reads the same in every charset', (file) => {
    expect(readFileSync(join(DIST, file), 'utf8')).not.toMatch(/[\u0080-\uffff]/);
  });
});
