import { expect, it } from 'vitest';
import { npmSnippet } from '../../demo/playground/snippets/npm.ts';
import type { SnippetChoices } from '../../demo/playground/snippets/options-code.ts';
import { reactSnippet } from '../../demo/playground/snippets/react.ts';
import { serverSnippet } from '../../demo/playground/snippets/server.ts';
import { checkTypes } from './check-types.ts';
import type { Snippet } from './pages.ts';

const PLAIN: SnippetChoices = {
  mode: 'auto',
  inline: false,
  callback: 'script',
  ui: { theme: 'system', confirmClose: true },
  language: 'en',
  wording: '',
  readyTimeoutMs: 15_000,
  status: false,
};
const CASES: readonly SnippetChoices[] = [
  PLAIN,
  { ...PLAIN, mode: 'popup', ui: false, callback: 'none', status: true },
  {
    ...PLAIN,
    mode: 'iframe',
    inline: true,
    readyTimeoutMs: 4000,
    language: 'zh',
    wording: "it's <b>\\mine</b> & yours",
  },
  { ...PLAIN, mode: 'iframe', ui: { theme: 'dark', confirmClose: false }, language: 'de', callback: 'spa' },
];

const asSnippet = (language: string, text: string): Snippet => ({
  page: `the playground (${language})`,
  line: 1,
  language,
  text,
  context: '',
  file: '',
});

it('the code that the playground shows compiles against the package’s own types', () => {
  const snippets = CASES.flatMap((choices) => [
    asSnippet('js', npmSnippet(choices)),
    asSnippet('jsx', reactSnippet(choices)),
    asSnippet('js', serverSnippet(choices)),
  ]);
  expect(checkTypes(snippets)).toEqual([]);
});
