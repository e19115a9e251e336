import type { Language } from '../languages.ts';
import { lines, toHtmlText, toObject, withoutTags } from './code.ts';
import { elementOptions, type SnippetChoices } from './options-code.ts';

/** For a page without a bundler. */
export function scriptTagSnippet(choices: SnippetChoices): string {
  const { inline, language } = choices;
  const options = elementOptions(choices, "document.querySelector('#consent')");
  return lines(
    '<script src="/open-consent.global.js"></script>',
    language !== 'en' && `<script src="/texts/${language}.global.js"></script>`,
    '',
    `<open-consent ${attributes(choices)}>${label(choices)}</open-consent>`,
    inline && '<div id="consent"></div>',
    '',
    '<script>',
    "  const button = document.querySelector('open-consent');",
    options.length > 0 && `  button.options = ${withoutTags(toObject(options))};`,
    "  button.addEventListener('consent-success', ({ detail }) => console.log('connected', detail.sessionId));",
    "  button.addEventListener('consent-cancel', ({ detail }) => console.log('cancelled', detail.reason));",
    "  button.addEventListener('consent-error', ({ detail }) => console.log('failed', detail.error.code));",
    '</script>',
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
  if (wording) return toHtmlText(wording);
  return language === 'en' ? 'Connect your bank' : '';
}

/** The file is named `zh`; which of the scripts it is, is for screen readers and fonts. */
function languageTag(language: Language): string {
  return language === 'zh' ? 'zh-Hans' : language;
}
