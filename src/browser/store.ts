/** JSON in the browser's storage. Private modes, policies and full disks throw: then the storage counts as empty. */
export interface Store {
  read(key: string): unknown;
  /** Returns whether the value was stored. */
  write(key: string, value: unknown): boolean;
  remove(key: string): void;
  keys(): string[];
}

/** `sessionStorage` (of this tab) or `localStorage` (of this origin). */
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
    write: (key, value) => attempt((storage) => storage.setItem(key, JSON.stringify(value)) ?? true) ?? false,
    remove: (key) => attempt((storage) => storage.removeItem(key)),
    keys: () => attempt((storage) => Object.keys(storage)) ?? [],
  };
}
