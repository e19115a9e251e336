import type { ProviderErrorFields } from '../model/consent-error.ts';

/** Gives the field of that name, or undefined. */
export type ReadField = (name: string) => unknown;

/** Longer than any id, type or text that the provider sends: a page must not be made to carry a novel. */
const MAX_LENGTH = 2000;

/** The first of `names` that holds a non-empty string. */
export function stringOf(read: ReadField, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = read(name);
    if (typeof value === 'string' && value) return value;
  }
  return undefined;
}

/** The same, its length capped. */
export function textOf(read: ReadField, ...names: string[]): string | undefined {
  return stringOf(read, ...names)?.slice(0, MAX_LENGTH);
}

/** The provider's error fields, in either spelling (`error_type` or `errorType`). */
export function errorFields(read: ReadField): ProviderErrorFields {
  return compact({
    errorType: textOf(read, 'errorType', 'error_type'),
    error: textOf(read, 'error'),
    errorId: textOf(read, 'errorID', 'errorId', 'error_id'),
    errorDescription: textOf(read, 'errorDescription', 'error_description'),
    errorUri: textOf(read, 'errorURI', 'errorUri', 'error_uri'),
  });
}

/** Without the keys that hold undefined. */
export function compact<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as ReturnType<
    typeof compact<T>
  >;
}
