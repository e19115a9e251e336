/** What can be kept in the browser, or refused: private modes, policies and full disks all throw. */
export interface Store {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): string[];
}

/** JSON in `sessionStorage` (of this tab) or `localStorage` (of this origin). What is refused is as if empty. */
export function browserStore(win: Window, area: 'sessionStorage' | 'localStorage'): Store {
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(win[area]);
    } catch {
      return undefined;
    }
  };
  return {
    read: (key) => attempt((storage) => JSON.parse(storage.getItem(key) ?? 'null') ?? undefined),
    write: (key, value) => attempt((storage) => storage.setItem(key, JSON.stringify(value))),
    remove: (key) => attempt((storage) => storage.removeItem(key)),
    keys: () => attempt((storage) => Object.keys(storage)) ?? [],
  };
}
