import type { SandboxSettings } from './settings.ts';
import { isSettingName, settingNames, settingsTable } from './settings-table.ts';

export interface SettingProblem {
  readonly name: string;
  readonly message: string;
}

export interface SettingsReading {
  readonly settings: Partial<SandboxSettings>;
  readonly problems: readonly SettingProblem[];
}

/** Reads settings from JSON, a form or the command line: those that hold, and a problem for each that does not. */
export function readSettings(values: object): SettingsReading {
  const settings: Record<string, unknown> = {};
  const problems: SettingProblem[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const read = isSettingName(name) ? settingsTable[name].read(value) : undefined;
    if (read === undefined) problems.push({ name, message: explain(name) });
    else settings[name] = read;
  }
  return { settings: settings as Partial<SandboxSettings>, problems };
}

/** The problems of a reading in one sentence, or nothing if there are none. */
export function describeProblems(problems: readonly SettingProblem[]): string | undefined {
  return problems.length > 0 ? problems.map(({ message }) => message).join('; ') : undefined;
}

export function initialSettings(): SandboxSettings {
  const rows = settingNames.map((name) => [name, settingsTable[name].initial]);
  return Object.fromEntries(rows) as SandboxSettings;
}

/** What `settings` sets otherwise than `base`: all that is worth telling of them. */
export function differences(
  settings: Partial<SandboxSettings>,
  base: SandboxSettings,
): Partial<SandboxSettings> {
  const names = settingNames.filter((name) => settings[name] !== undefined && settings[name] !== base[name]);
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as Partial<SandboxSettings>;
}

export function settingsText(settings: Partial<SandboxSettings>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

function explain(name: string): string {
  if (isSettingName(name)) return `${name} must be ${settingsTable[name].takes}`;
  return `Unknown setting ${JSON.stringify(name.slice(0, 40))}. Settings: ${settingNames.join(', ')}`;
}
