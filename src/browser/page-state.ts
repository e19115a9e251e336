const KEY = Symbol.for('open-consent');

interface Holder {
  [KEY]?: Record<string, unknown>;
}

/**
 * What there must be only one of on a page, even when two copies of this library are loaded (a script tag and an npm
 * import, say). Made on first use.
 */
export function pageState<T>(win: Window, name: string, create: () => T): T {
  const holder = win as Holder;
  holder[KEY] ??= {};
  holder[KEY][name] ??= create();
  return holder[KEY][name] as T;
}

/** The same, where it was made already. */
export function findPageState<T>(win: Window, name: string): T | undefined {
  return (win as Holder)[KEY]?.[name] as T | undefined;
}
