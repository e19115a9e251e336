import type { ProviderErrorFields } from '../model/consent-error.ts';

/** Returns the text with that name, if there is one. Names have the provider's spelling, such as `error_type`. */
export type ReadText = (name: string) => string | undefined;

/** Longer than any id, type or text that the provider sends. Longer texts are cut off. */
const MAX_LENGTH = 2000;

export const ERROR_NAMES: readonly string[] = [
  'error',
  'error_type',
  'error_id',
  'error_description',
  'error_uri',
];

/**
 * The texts with these names that exist, under camelCase keys and cut to MAX_LENGTH. A name may list aliases after it.
 */
export function pick(read: ReadText, ...names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const aliases = name.split(' ');
    const text = aliases.map(read).find(Boolean);
    if (text) picked[camelCase(aliases[0] as string)] = text.slice(0, MAX_LENGTH);
  }
  return picked;
}

export function errorFields(read: ReadText): ProviderErrorFields {
  return pick(read, ...ERROR_NAMES);
}

/** Reads any of the spellings that the provider and its documents use: `errorID`, `errorId`, `error_id`. */
export function anySpelling(get: (name: string) => unknown): ReadText {
  return (name) => {
    const upper = name.replace(/_(.*)/, (_, end) => end.toUpperCase());
    const values = [upper, camelCase(name), name].map(get);
    return values.find((value): value is string => typeof value === 'string' && value !== '');
  };
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
}
