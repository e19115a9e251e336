import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCliOptions } from '../../src/sandbox/cli/cli-options.ts';
import { pages, snippets } from './pages.ts';

describe('the commands in the documentation', () => {
  it('start the sandbox with flags and faults that it has', () => {
    const starts = snippets
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.match(/(?<=^npx open-consent-sandbox ).*$/gm) ?? []);
    expect(starts.length).toBeGreaterThan(4);
    for (const flags of starts) expect(() => readCliOptions(flags.split(' '))).not.toThrow();
  });

  it('are scripts of the package in the text, too', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const named = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name = '') => !(name in scripts))).toEqual([]);
  });
});

describe('the README', () => {
  it('leads to every page', () => {
    const [readme, ...others] = pages;
    const unlinked = others.filter(({ path }) => !readme?.text.includes(`](${path})`));
    expect(unlinked.map(({ path }) => path)).toEqual([]);
  });
});

describe('a page', () => {
  it('gives <open-consent> attributes that the documentation of the element lists', () => {
    const element = pages.find(({ path }) => path === 'docs/element.md')?.text ?? '';
    const tags = snippets.flatMap(({ text }) => text.match(/<open-consent\b[^>]*>/g) ?? []);
    const names = tags.flatMap((tag) => [...tag.matchAll(/ ([a-z-]+)="/g)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !element.includes(`\`${name}\``))).toEqual([]);
  });
});
