import { lines } from './code.ts';
import { callOptions, importedLanguage, type SnippetChoices } from './options-code.ts';

/** For an app with a bundler, in plain JavaScript. */
export function npmSnippet(choices: SnippetChoices): string {
  const texts = importedLanguage(choices);
  return lines(
    "import { completeConsent, openConsent } from 'open-consent';",
    texts && `import { ${texts} } from 'open-consent/texts/${texts}';`,
    '',
    'const handlers = {',
    "  onSuccess: ({ sessionId }) => console.log('connected', sessionId),",
    "  onCancel: ({ reason }) => console.log('cancelled', reason),",
    "  onError: ({ error }) => console.log('failed', error.code),",
    '};',
    '',
    '// Once, when the app starts: gets the outcome of a consent that came back by redirect.',
    'completeConsent(handlers);',
    '',
    "document.querySelector('#connect').addEventListener('click', () => {",
    '  openConsent({',
    "    session: '/api/auth-session',",
    ...callOptions(choices, "document.querySelector('#consent')").map(
      ([name, code]) => `    ${name}: ${code},`,
    ),
    '    ...handlers,',
    '  });',
    '});',
  );
}
