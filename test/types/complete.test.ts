import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const files = (folder: string, ending: RegExp) =>
  readdirSync(at(folder))
    .filter((name) => ending.test(name))
    .map((name) => at(folder + name));

const entries = [...files('../../src/', /\.ts$/), ...files('../../src/texts/', /\.ts$/)];
const tests = files('./', /\.test-d\.tsx?$/);

/** Where a name of an entry is declared: the same for all entries that pass it on. */
function declared(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return `${origin.name} of ${origin.declarations?.[0]?.getSourceFile().fileName.replace(/^.*\/src\//, '')}`;
}

function exported(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  return module ? checker.getExportsOfModule(module).map((symbol) => declared(checker, symbol)) : [];
}

/** What a test of types imports by name, which it must then use: the checker forbids an import that is not. */
function imported(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  return [...(program.getSourceFile(file)?.statements ?? [])]
    .filter(ts.isImportDeclaration)
    .flatMap(({ importClause }) => {
      const names = importClause?.namedBindings;
      return names && ts.isNamedImports(names) ? [...names.elements] : [];
    })
    .flatMap(({ name }) => checker.getSymbolAtLocation(name) ?? [])
    .map((symbol) => declared(checker, symbol));
}

test('every name that an entry exports has its types tested', { timeout: 240_000 }, () => {
  const { config } = ts.readConfigFile(at('../../tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, at('../../'));
  const program = ts.createProgram([...entries, ...tests], options);
  const public_ = new Set(entries.flatMap((file) => exported(program, file)));
  const tested = new Set(tests.flatMap((file) => imported(program, file)));
  expect(public_.size).toBeGreaterThan(60);
  expect([...public_].filter((name) => !tested.has(name))).toEqual([]);
});
