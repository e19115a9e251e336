import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from './support/fixtures.ts';
import { createInstalled, type Project } from './support/project.ts';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

let project: Project;
beforeAll(async () => {
  project = await createInstalled('@types/node', '@types/react', 'react');
  project.write(fixture('types'));
});
afterAll(() => project.remove());

/** Strict, and with the package's declarations checked too. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
  target: 'es2022',
  jsx: 'react-jsx',
};

const PAGE = {
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
};
const SERVER = { module: 'nodenext', lib: ['es2022'], types: ['node'] };

describe('the types', () => {
  it.each([
    ['in a page, as bundlers resolve them', 'browser.tsx', PAGE],
    ['on a server, which knows no DOM', 'server.ts', SERVER],
  ])('hold %s', async (_, file, options) => {
    const compilerOptions = { ...STRICT, ...options };
    project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: [file] }) });
    expect(await project.run(`node ${JSON.stringify(TSC)} -p .`)).toBe('');
  });
});
