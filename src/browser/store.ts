/** JSON in the browser's storage. Private modes, policies and full disks all throw: what is refused is as if empty. */
export interface Store {
  read(key: string): unknown;
  /** Whether it was kept. */
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
