import { join } from 'node:path/posix';
import ts from 'typescript';
import type { Snippet } from './pages.ts';

/** In the scope of the package itself, which there goes by its own name. */
const ROOT = process.cwd().replaceAll('\\', '/');
const FOLDER = join(ROOT, 'docs');
const SHARED: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  jsx: ts.JsxEmit.ReactJSX,
  jsxImportSource: 'react',
  skipLibCheck: true,
  noEmit: true,
};
/** TypeScript as strict as this package itself; JavaScript as an editor checks it. */
const STRICT = { ...SHARED, strict: true, noUnusedLocals: true };
const LOOSE = { ...SHARED, strict: false, allowJs: true, checkJs: true };

/** What the compiler has to say of snippets as a reader's own files, each with its place on its page. */
export function checkTypes(snippets: readonly Snippet[]): string[] {
  const typed = snippets.filter(({ language }) => /^tsx?$/.test(language));
  const plain = snippets.filter(({ language }) => /^jsx?$/.test(language));
  return [...check(typed, STRICT), ...check(plain, LOOSE)];
}

function check(snippets: readonly Snippet[], options: ts.CompilerOptions): string[] {
  const files = new Map(
    snippets.map((one, at) => [join(FOLDER, `snippet-${at}.${one.language}`), one] as const),
  );
  const named = new Map([...files].map(([name, one]) => [name, withContext(one)]));
  const program = ts.createProgram(
    [...named.keys(), join(ROOT, 'test/docs/outside.d.ts')],
    options,
    hostOf(named, options),
  );
  return ts.getPreEmitDiagnostics(program).map((problem) => describe(problem, files));
}

function withContext({ context, text }: Snippet): string {
  return `${context}\n${text}`;
}

function hostOf(files: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile(name, language, ...rest)
      : ts.createSourceFile(name, text, language);
  };
  return host;
}

function describe({ file, start = 0, messageText }: ts.Diagnostic, files: ReadonlyMap<string, Snippet>) {
  const snippet = files.get(file?.fileName ?? '');
  const line = file ? file.getLineAndCharacterOfPosition(start).line : 0;
  return `${snippet?.page}:${(snippet?.line ?? 0) + line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
