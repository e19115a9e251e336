import type { SandboxSettings } from './settings.ts';
import { isSettingName, type SettingName, settingNames, settingsTable } from './settings-table.ts';

/** A setting at a value that is trouble, with the short name it goes by: `--fault denied`, `--fault coop`. */
export interface Fault {
  readonly fault: string;
  readonly name: SettingName;
  readonly value: unknown;
}

/** Every fault that has a short name: the endings other than success, and settings that mean one value alone. */
export function namedFaults(): Fault[] {
  return settingNames.flatMap((name) => {
    if (name === 'ending') return endings();
    const { alone } = settingsTable[name];
    return alone === undefined ? [] : [{ fault: name, name, value: alone }];
  });
}

function endings(): Fault[] {
  const { choices = [], initial } = settingsTable.ending;
  return choices
    .filter((ending) => ending !== initial)
    .map((ending) => ({ fault: ending, name: 'ending', value: ending }));
}

/** The setting that a short name stands for. A setting without a usual fault means the empty value. */
export function findFault(fault: string): Fault | undefined {
  const named = namedFaults().find((one) => one.fault === fault);
  if (named) return named;
  if (isSettingName(fault)) return { fault, name: fault, value: '' };
  return settingsTable.ending.choices?.includes(fault) ? { fault, name: 'ending', value: fault } : undefined;
}

/** The next session's settings with a fault in them; or without it, where that session would have it. */
export function toggleFault(
  settings: Partial<SandboxSettings>,
  defaults: SandboxSettings,
  { name, value }: Fault,
): Partial<SandboxSettings> {
  const { [name]: own = defaults[name], ...rest } = settings;
  if (own !== value) return { ...rest, [name]: value };
  return defaults[name] === value ? { ...rest, [name]: settingsTable[name].initial } : rest;
}
