import { existsSync, readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { withIntegrity } from '../../scripts/write-integrity.mjs';
import { checkTypes } from './check-types.ts';
import { brokenLinks } from './links.ts';
import { pages, type Snippet, snippets } from './pages.ts';

const at = ({ page, line }: Snippet) => `${page}:${line}`;
const inHtml = snippets.filter(({ language }) => language === 'html');
const inShell = snippets.filter(({ language }) => language === 'sh');

describe('the documentation', () => {
  it('has no link that leads nowhere', () => {
    expect(brokenLinks(pages)).toEqual([]);
  });

  it('has snippets in no language that nobody checks', () => {
    const languages = new Set(snippets.map(({ language }) => language));
    expect([...languages].sort()).toEqual(['', 'css', 'html', 'js', 'jsx', 'sh', 'ts', 'tsx', 'yaml']);
  });

  it('has scripts that compile against the package’s own types, in pages too', () => {
    const scripts = inHtml.flatMap((one) =>
      inlineScripts(one).map((text) => ({
        ...one,
        language: 'js',
        context: "import 'open-consent/element';",
        text,
      })),
    );
    expect(checkTypes([...snippets, ...scripts])).toEqual([]);
  });

  it.each(inHtml.map((one) => [at(one), one] as const))('%s loads files that are built', (_, one) => {
    const named = [...documentOf(one).querySelectorAll('script[src]')].map(
      (script) => script.getAttribute('src') ?? '',
    );
    const files = named.flatMap((src) => /[^/]+\.global\.js$/.exec(src) ?? []);
    expect(files.filter((file) => !existsSync(`dist/${file}`))).toEqual([]);
  });

  it.each(inShell.map((one) => [at(one), one] as const))('%s has commands that exist', (_, { text }) => {
    const lines = text.replaceAll('\\\n', ' ').split('\n');
    const commands = lines.filter((line) => /^[a-z]/.test(line)).flatMap((line) => line.split(' && '));
    expect(commands.filter((command) => !isKnown(command))).toEqual([]);
  });

  it('gives the hash of the script-tag file that was built last', () => {
    const integrity = JSON.parse(readFileSync('dist/integrity.json', 'utf8'));
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toBe(withIntegrity(readme, integrity));
  });
});

function documentOf({ text }: Snippet) {
  const { document } = new Window();
  document.write(text);
  return document;
}

function inlineScripts(snippet: Snippet): string[] {
  return [...snippet.text.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);
}

function isKnown(command: string): boolean {
  const { scripts, bin } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [program, first = '', second = '', third = ''] = command.trim().split(/\s+/);
  if (program === 'npm' && first === 'run') return second in scripts;
  if (program === 'npm') return ['ci', 'test', 'init', 'install'].includes(first);
  if (program === 'npx' && first === '--package') return second === 'open-consent' && third in bin;
  if (program === 'npx') return first in bin || first === 'vite';
  return ['node', 'curl', 'printf'].includes(program ?? '');
}
