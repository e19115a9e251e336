import { lines, toLiteral } from './code.ts';
import { callOptions, importedLanguage, type SnippetChoices } from './options-code.ts';

/** For a React app. */
export function reactSnippet(choices: SnippetChoices): string {
  const { inline, wording } = choices;
  const texts = importedLanguage(choices);
  const options = callOptions(choices, 'container').map(([name, code]) =>
    name === code ? name : `${name}: ${code}`,
  );
  return lines(
    "import { completeConsent } from 'open-consent';",
    "import { useOpenConsent } from 'open-consent/react';",
    texts && `import { ${texts} } from 'open-consent/texts/${texts}';`,
    inline && "import { useState } from 'react';",
    '',
    '// Once, when the app starts: gets the outcome of a consent that came back by redirect.',
    "completeConsent({ onSuccess: ({ sessionId }) => console.log('connected', sessionId) });",
    '',
    'export function Connect() {',
    inline && '  const [container, setContainer] = useState(null);',
    '  const { open, outcome } = useOpenConsent({',
    ...["session: '/api/auth-session'", ...options].map((option) => `    ${option},`),
    '  });',
    "  if (outcome?.status === 'success') return <p>Connected: {outcome.sessionId}</p>;",
    ...view(inline, `<button onClick={open}>{${toLiteral(wording || 'Connect your bank')}}</button>`),
    '}',
  );
}

function view(inline: boolean, button: string): string[] {
  if (!inline) return [`  return ${button};`];
  return ['  return (', '    <>', `      ${button}`, '      <div ref={setContainer} />', '    </>', '  );'];
}
