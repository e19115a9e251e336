import { readdirSync, readFileSync } from 'node:fs';

/** A page for people, by its path from the root of the package. */
export interface DocPage {
  readonly path: string;
  readonly text: string;
}

/** A fenced block. */
export interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What a comment before it declares: names from outside. */
  readonly context: string;
  /** The name by which a test runs it. */
  readonly file: string;
}

const FENCE =
  /(?<notes>(?:<!-- (?:context|file)[^\n]*-->\n)*)```(?<language>\w*)[^\n]*\n(?<text>.*?)^```$/gms;

export const pages: readonly DocPage[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
].map((path) => ({ path, text: readFileSync(path, 'utf8') }));

export const snippets: readonly Snippet[] = pages.flatMap(({ path, text }) =>
  [...text.matchAll(FENCE)].map((match) => {
    const { notes = '', language = '', text: code = '' } = match.groups ?? {};
    const note = (name: string) => new RegExp(`<!-- ${name}: (.*) -->`).exec(notes)?.[1] ?? '';
    const line = text.slice(0, match.index + notes.length).split('\n').length;
    return { page: path, line, language, text: code, context: note('context'), file: note('file') };
  }),
);

export function snippetOf(file: string): Snippet {
  const found = snippets.find((one) => one.file === file);
  if (!found) throw new Error(`no page has a snippet with the comment “file: ${file}”`);
  return found;
}
