import { type SettingName as SandboxName, settingsTable } from '../../src/sandbox/settings-table.ts';

/** One thing that can be set. All values are text, as a form and an address hold them. */
export interface Setting {
  readonly label: string;
  readonly hint?: string;
  readonly initial: string;
  /** The values to pick from, each with its name for people. Without them it is a field to type in. */
  readonly choices?: readonly Choice[];
  /** Of a field to type in: the most characters, or the greatest number. */
  readonly longest?: number;
  readonly greatest?: number;
  /** What it accepts, to end a sentence with. */
  readonly takes: string;
  accepts(value: string): boolean;
}

export type Choice = readonly [value: string, name: string];

/** The first choice is the default. */
export function choice(label: string, choices: readonly Choice[], hint?: string): Setting {
  const values = choices.map(([value]) => value);
  return {
    label,
    ...(hint && { hint }),
    initial: values[0] ?? '',
    choices,
    takes: `one of ${values.map((value) => value || '(empty)').join(', ')}`,
    accepts: (value) => values.includes(value),
  };
}

/** A choice that the sandbox has; `names` says in words what its values mean. */
export function sandboxChoice(
  label: string,
  name: SandboxName,
  names: Record<string, string>,
  hint?: string,
): Setting {
  const { choices = [], initial } = settingsTable[name];
  const sorted = [...new Set([String(initial), ...choices])];
  return choice(
    label,
    sorted.map((value) => [value, names[value] ?? value.replaceAll('_', ' ')]),
    hint,
  );
}

export function number(label: string, initial: number, greatest: number, hint?: string): Setting {
  return {
    label,
    ...(hint && { hint }),
    initial: String(initial),
    greatest,
    takes: `a whole number from 0 to ${greatest}`,
    accepts: (value) => /^\d{1,9}$/.test(value) && Number(value) <= greatest,
  };
}

export function text(label: string, longest: number, hint?: string): Setting {
  return {
    label,
    ...(hint && { hint }),
    initial: '',
    longest,
    takes: `at most ${longest} characters`,
    accepts: (value) => value.length <= longest,
  };
}
