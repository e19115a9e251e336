const KEY = Symbol.for('open-consent');

interface Holder {
  [KEY]?: Record<string, unknown>;
}

/**
 * A value that exists once for each page, even if two copies of this library are loaded, for example a script tag and
 * an npm import. It is created on first use.
 */
export function pageState<T>(win: Window, name: string, create: () => T): T {
  const holder = win as Holder;
  holder[KEY] ??= {};
  holder[KEY][name] ??= create();
  return holder[KEY][name] as T;
}

/** The same value, if it already exists. */
export function findPageState<T>(win: Window, name: string): T | undefined {
  return (win as Holder)[KEY]?.[name] as T | undefined;
}
