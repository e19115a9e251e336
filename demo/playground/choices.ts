import type { LaunchModeOption, UiOptions } from '../../src/index.ts';
import { type SettingName as SandboxName, settingsTable } from '../../src/sandbox/settings-table.ts';
import type { SandboxSettings } from '../../src/sandbox.ts';
import type { CallbackStyle } from '../callback-style.ts';
import type { Language } from './languages.ts';
import type { Values } from './settings.ts';

/** The settings, as the code takes them. */
export interface Choices {
  mode: LaunchModeOption;
  /** In iframe mode: on this page, rather than in the widget's dialog. */
  inline: boolean;
  callback: CallbackStyle;
  /** `false`: nothing is shown. */
  ui: false | { theme: NonNullable<UiOptions['theme']>; confirmClose: boolean };
  language: Language;
  /** The integrator's own `ui.texts.connect`; empty for the language's. */
  wording: string;
  readyTimeoutMs: number;
  /** Whether the first window is blocked. */
  blocked: boolean;
  /** How the host's server behaves. */
  server: string;
  /** Whether the page may ask that server how it stands. */
  status: boolean;
  /** Whether only the first session of a flow has the faults. */
  faultsOnce: boolean;
  /** Only what differs from the sandbox's own. */
  settings: Partial<SandboxSettings>;
}

export function toChoices(values: Values): Choices {
  const { mode, callback, panels, theme, lang, label, confirmClose, ready, server, status } = values;
  return {
    mode: mode === 'dialog' ? 'iframe' : (mode as LaunchModeOption),
    inline: mode === 'iframe',
    callback: callback as CallbackStyle,
    ui: panels === 'on' && {
      theme: theme as NonNullable<UiOptions['theme']>,
      confirmClose: confirmClose === 'on',
    },
    language: lang as Language,
    wording: label.trim(),
    readyTimeoutMs: Number(ready),
    blocked: values.blocker === 'on',
    server,
    status: status === 'on',
    faultsOnce: values.faults === 'once',
    settings: sandboxSettings(values),
  };
}

function sandboxSettings(values: Values): Partial<SandboxSettings> {
  const names = (Object.keys(settingsTable) as SandboxName[]).filter((name) => name in values);
  const read = names.map((name) => [name, settingsTable[name].read(values[name as keyof Values])] as const);
  return Object.fromEntries(read.filter(([name, value]) => value !== settingsTable[name].initial));
}
