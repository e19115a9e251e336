import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from './support/fixtures.ts';
import { createInstalled, type Project } from './support/project.ts';

let project: Project;
beforeAll(async () => {
  project = await createInstalled('typescript', '@types/node', '@types/react', 'react');
  project.write(fixture('types'));
});
afterAll(() => project.remove());

/** Strict, and with the package's declarations checked too. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
  jsx: 'react-jsx',
};

describe('the types', () => {
  it.each([
    ['in a page, for bundlers', 'browser.tsx', { module: 'esnext', moduleResolution: 'bundler', types: [] }],
    ['in a page, for Node’s resolution', 'browser.tsx', { module: 'nodenext', types: [] }],
    [
      'on a server, which knows no DOM',
      'server.ts',
      { module: 'nodenext', lib: ['es2022'], types: ['node'] },
    ],
  ])('hold %s', async (_, file, options) => {
    const lib = ['es2022', 'dom', 'dom.iterable'];
    const compilerOptions = { ...STRICT, target: 'es2022', lib, ...options };
    project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: [file] }) });
    expect(await project.run('npx tsc -p .')).toBe('');
  });
});
