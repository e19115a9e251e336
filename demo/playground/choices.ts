import type { LaunchModeOption, UiOptions } from '../../src/index.ts';
import { type SettingName, settingsTable } from '../../src/sandbox/settings-table.ts';
import type { SandboxSettings } from '../../src/sandbox.ts';
import type { CallbackStyle } from '../callback-style.ts';
import type { Language } from './languages.ts';
import { keep, recall } from './tab-store.ts';

/** What the form says. */
export interface Choices {
  mode: LaunchModeOption;
  /** In iframe mode: on this page, rather than in the widget's dialog. */
  inline: boolean;
  callback: CallbackStyle;
  /** `false`: nothing is drawn. */
  ui: false | { theme: NonNullable<UiOptions['theme']>; confirmClose: boolean };
  language: Language;
  /** The integrator's own `ui.texts.connect`; empty for the language's. */
  wording: string;
  /** Only what differs from the sandbox's own. */
  settings: Partial<SandboxSettings>;
}

export function readChoices(form: HTMLFormElement): Choices {
  const data = new FormData(form);
  const place = data.get('mode') as LaunchModeOption | 'dialog';
  return {
    mode: place === 'dialog' ? 'iframe' : place,
    inline: place === 'iframe',
    callback: data.get('callback') as CallbackStyle,
    ui: data.get('drawing') === 'on' && {
      theme: data.get('theme') as NonNullable<UiOptions['theme']>,
      confirmClose: data.has('confirmClose'),
    },
    language: data.get('language') as Language,
    wording: String(data.get('wording')).trim(),
    settings: readSettings(data),
  };
}

function readSettings(data: FormData): Partial<SandboxSettings> {
  const names = (Object.keys(settingsTable) as SettingName[]).filter((name) => data.has(name));
  const read = names.map((name) => [name, settingsTable[name].read(data.get(name))] as const);
  return Object.fromEntries(read.filter(([name, value]) => value !== settingsTable[name].initial));
}

/** Where the values to pick from are the sandbox's, they come from its table. */
export function fillSelects(form: HTMLFormElement): void {
  for (const select of form.querySelectorAll('select:empty')) {
    const { choices = [] } = settingsTable[select.id as SettingName];
    select.append(...choices.map((value) => new Option(value.replaceAll('_', ' '), value)));
  }
}

/** Keeps the form as it is on every change, and puts it back as it was when the page was left. */
export function rememberChoices(form: HTMLFormElement): void {
  const kept = recall('choices');
  if (Array.isArray(kept)) {
    for (const [name, value] of kept) setField(form, String(name), String(value));
    for (const box of form.querySelectorAll<HTMLInputElement>('[type=checkbox]'))
      box.checked = kept.some(([name]) => name === box.name);
  }
  form.addEventListener('change', () => keep('choices', [...new FormData(form)]));
  form.addEventListener('reset', () => keep('choices', null));
}

/** Tells the choices now, and on every change. */
export function watchChoices(form: HTMLFormElement, changed: (choices: Choices) => void): void {
  const tell = () => changed(readChoices(form));
  // While one types, too. Selects and boxes fire it as well.
  form.addEventListener('input', tell);
  // A form that is reset has its new values only after the event.
  form.addEventListener('reset', () => setTimeout(tell));
  tell();
}

function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement) {
    if ([...field.options].some((option) => option.value === value)) field.value = value;
  } else if (field instanceof RadioNodeList || field instanceof HTMLInputElement) field.value = value;
}
