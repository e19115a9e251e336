import type { Choices } from './choices.ts';
import type { Language } from './languages.ts';

/** The choices that are the widget's. Faults are the sandbox's own, and no code of an app. */
export type SnippetChoices = Pick<Choices, 'mode' | 'inline' | 'ui' | 'language' | 'wording'>;

/** Names, each with its value as code. What is at its default is not among them. */
type Entries = (readonly [name: string, code: string])[];

const PLACE = "document.querySelector('#consent')";

/** For a page without a bundler. */
export function scriptTagSnippet(choices: SnippetChoices): string {
  const { inline, language } = choices;
  const options = elementOptions(choices);
  return lines(
    '<script src="/open-consent.global.js"></script>',
    language !== 'en' && `<script src="/texts/${language}.global.js"></script>`,
    '',
    `<open-consent ${attributes(choices)}>${label(choices)}</open-consent>`,
    inline && '<div id="consent"></div>',
    '',
    '<script>',
    "  const button = document.querySelector('open-consent');",
    options.length > 0 && `  button.options = ${toObject(options)};`,
    "  button.addEventListener('consent-success', ({ detail }) => console.log('connected', detail.sessionId, detail.consentId));",
    "  button.addEventListener('consent-cancel', ({ detail }) => console.log('cancelled', detail.reason));",
    "  button.addEventListener('consent-error', ({ detail }) => console.log('failed', detail.error.code));",
    '</script>',
  );
}

/** For an app with a bundler. */
export function npmSnippet(choices: SnippetChoices): string {
  const texts = choices.ui !== false && choices.language !== 'en' && choices.language;
  return lines(
    "import { completeConsent, openConsent } from 'open-consent';",
    texts && `import { ${texts} } from 'open-consent/texts/${texts}';`,
    '',
    'const handlers = {',
    "  onSuccess: ({ sessionId, consentId }) => console.log('connected', sessionId, consentId),",
    "  onCancel: ({ reason }) => console.log('cancelled', reason),",
    "  onError: ({ error }) => console.log('failed', error.code),",
    '};',
    '',
    'completeConsent(handlers); // once, at start: picks up a consent that came back by redirect',
    '',
    "document.querySelector('#connect').addEventListener('click', () => {",
    '  openConsent({',
    "    session: () => fetch('/api/auth-session', { method: 'POST' }),",
    ...callOptions(choices).map(([name, code]) => `    ${name}: ${code},`),
    '    ...handlers,',
    '  });',
    '});',
  );
}

function attributes({ mode, ui, language }: SnippetChoices): string {
  const theme = ui !== false && ui.theme !== 'system' && ui.theme;
  return [
    'session-url="/api/auth-session"',
    mode !== 'auto' && `mode="${mode}"`,
    theme && `theme="${theme}"`,
    language !== 'en' && `lang="${languageTag(language)}"`,
  ]
    .filter((attribute) => attribute !== false)
    .join(' ');
}

/** Without words between its tags the button has those of the language. */
function label({ language, wording }: SnippetChoices): string {
  if (wording) return wording.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return language === 'en' ? 'Connect your bank' : '';
}

/** What no attribute can say. */
function elementOptions({ inline, ui, wording }: SnippetChoices): Entries {
  const drawn = ui === false ? 'false' : nested([...textsEntry('en', wording), ...closeEntry(ui)]);
  return [...containerEntry(inline), ...entry('ui', drawn && withoutTags(drawn))];
}

function callOptions({ mode, inline, ui, language, wording }: SnippetChoices): Entries {
  const drawn =
    ui === false
      ? 'false'
      : nested([
          ...entry('theme', ui.theme !== 'system' && toLiteral(ui.theme)),
          ...textsEntry(language, wording),
          ...closeEntry(ui),
        ]);
  return [
    ...entry('mode', mode !== 'auto' && toLiteral(mode)),
    ...containerEntry(inline),
    ...entry('ui', drawn),
  ];
}

function containerEntry(inline: boolean): Entries {
  return entry('container', inline && PLACE);
}

function textsEntry(language: Language, wording: string): Entries {
  const own = wording && `connect: ${toLiteral(wording)}`;
  if (language === 'en') return entry('texts', own && `{ ${own} }`);
  return entry('texts', own ? `{ ...${language}, ${own} }` : language);
}

function closeEntry({ confirmClose }: Exclude<SnippetChoices['ui'], false>): Entries {
  return entry('confirmClose', !confirmClose && 'false');
}

function entry(name: string, code: string | false): Entries {
  return code ? [[name, code]] : [];
}

function nested(entries: Entries): string {
  return entries.length > 0 ? toObject(entries) : '';
}

function toObject(entries: Entries): string {
  return `{ ${entries.map(([name, code]) => `${name}: ${code}`).join(', ')} }`;
}

function toLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return `'${inner.replace(/\\.|'/g, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part))}'`;
}

/** In a script element, `</script>` ends it and `<!--` changes how it is read, in a string too. */
function withoutTags(code: string): string {
  return code.replace(/<(?=[/!s])/gi, '\\x3C');
}

/** The file is named `zh`; which of the scripts it is, is for screen readers and fonts. */
function languageTag(language: Language): string {
  return language === 'zh' ? 'zh-Hans' : language;
}

function lines(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}
