const KEY = Symbol.for('open-consent');

/**
 * What there must be only one of on a page, even when two copies of this library are loaded (a script tag and an npm
 * import, say). Made on first use.
 */
export function pageState<T>(win: Window, name: string, create: () => T): T {
  const holder = win as { [KEY]?: Record<string, unknown> };
  holder[KEY] ??= {};
  holder[KEY][name] ??= create();
  return holder[KEY][name] as T;
}

/** Whether there is such a thing on this page. */
export function hasPageState(win: Window, name: string): boolean {
  return !!(win as { [KEY]?: Record<string, unknown> })[KEY]?.[name];
}
