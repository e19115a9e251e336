import type { Choices } from '../choices.ts';
import type { Language } from '../languages.ts';
import { type Entries, entry, toLiteral, toObject } from './code.ts';

/** The choices that end up in an app's code. Faults are the sandbox's own. */
export type SnippetChoices = Pick<
  Choices,
  'mode' | 'inline' | 'callback' | 'ui' | 'language' | 'wording' | 'readyTimeoutMs' | 'status'
>;

const READY_TIMEOUT_MS = 15_000;

/** The language file that the code has to import, if any. */
export function importedLanguage({ ui, language }: SnippetChoices): Language | false {
  return ui !== false && language !== 'en' && language;
}

/** The options of a call, `session` and the callbacks aside. `container`: the code for the frame's place. */
export function callOptions(choices: SnippetChoices, container: string): Entries {
  const { mode, inline, ui, language, wording } = choices;
  const shown = ui !== false && [
    ...entry('theme', ui.theme !== 'system' && toLiteral(ui.theme)),
    ...textsEntry(language, wording),
    ...closeEntry(ui),
  ];
  return [
    ...statusEntry(choices),
    ...entry('mode', mode !== 'auto' && toLiteral(mode)),
    ...entry('container', inline && container),
    ...frameEntry(choices),
    ...entry('ui', uiCode(shown)),
  ];
}

/** Of those, what no attribute of the element can say. */
export function elementOptions(choices: SnippetChoices, container: string): Entries {
  const { inline, ui, wording } = choices;
  const shown = ui !== false && [...textsEntry('en', wording), ...closeEntry(ui)];
  return [
    ...statusEntry(choices),
    ...entry('container', inline && container),
    ...frameEntry(choices),
    ...entry('ui', uiCode(shown)),
  ];
}

function statusEntry({ status }: SnippetChoices): Entries {
  return entry('getStatus', status && "'/api/auth-session/status'");
}

function uiCode(shown: Entries | false): string {
  if (!shown) return 'false';
  return shown.length > 0 ? toObject(shown) : '';
}

function frameEntry({ mode, readyTimeoutMs }: SnippetChoices): Entries {
  const isDefault = mode !== 'iframe' || readyTimeoutMs === READY_TIMEOUT_MS;
  return entry('iframe', !isDefault && `{ readyTimeoutMs: ${readyTimeoutMs} }`);
}

function textsEntry(language: Language, wording: string): Entries {
  const own = wording && `connect: ${toLiteral(wording)}`;
  if (language === 'en') return entry('texts', own && `{ ${own} }`);
  return entry('texts', own ? `{ ...${language}, ${own} }` : language);
}

function closeEntry({ confirmClose }: Exclude<SnippetChoices['ui'], false>): Entries {
  return entry('confirmClose', !confirmClose && 'false');
}
