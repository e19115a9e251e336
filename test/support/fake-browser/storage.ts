import { securityError } from './events.ts';
import type { Page } from './page.ts';

export type Area = 'localStorage' | 'sessionStorage';

/** `refused`: the very look throws, as in sandboxed frames and by privacy settings. `absent`: null, as in some webviews. */
export type StorageRule = 'works' | 'full' | 'refused' | 'absent';

/** A change that other pages of the origin are told. */
export interface StorageChange {
  key: string | null;
  oldValue: string | null;
  newValue: string | null;
}

/** `Storage` over a map; like the real one, its keys are its own properties and its methods are not. */
export function makeStorage(
  map: () => Map<string, string>,
  full: () => boolean,
  changed: (change: StorageChange) => void,
): Storage {
  const methods = {
    getItem: (key: string) => map().get(String(key)) ?? null,
    setItem(key: string, value: string) {
      if (full()) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      const oldValue = methods.getItem(key);
      map().set(String(key), String(value));
      changed({ key: String(key), oldValue, newValue: String(value) });
    },
    removeItem(key: string) {
      const oldValue = methods.getItem(key);
      if (map().delete(String(key))) changed({ key: String(key), oldValue, newValue: null });
    },
    clear() {
      if (map().size) changed({ key: null, oldValue: null, newValue: null });
      map().clear();
    },
    key: (index: number) => [...map().keys()][index] ?? null,
  };
  return new Proxy({} as Storage, {
    get: (_, name) =>
      name === 'length' ? map().size : (methods[name as keyof typeof methods] ?? map().get(String(name))),
    set: (_, name, value) => {
      methods.setItem(String(name), value);
      return true;
    },
    deleteProperty: (_, name) => {
      methods.removeItem(String(name));
      return true;
    },
    has: (_, name) => name in methods || map().has(String(name)),
    ownKeys: () => [...map().keys()],
    getOwnPropertyDescriptor: (_, name) => {
      const value = map().get(String(name));
      return value === undefined
        ? undefined
        : { value, writable: true, enumerable: true, configurable: true };
    },
  });
}

/** One of a page's two storages, by the rule that holds for it just now. */
export function storageOf(page: Page, area: Area, storage: Storage): Storage | null {
  const rule = page.opaque ? 'refused' : page.browser.ruleFor(area, page);
  if (rule === 'refused') throw securityError(`Access to ${area} is denied for this document.`);
  return rule === 'absent' ? null : storage;
}

/**
 * What a browser keeps in `localStorage`, by storage key. Each tab sees its own writes at once, and those of others
 * after `lag`: two processes never look at quite the same disk.
 */
export class Disk {
  readonly #kept = new Map<string, { disk: Map<string, string>; views: Map<object, Map<string, string>> }>();

  view(key: string, process: object): Map<string, string> {
    const { disk, views } = this.#of(key);
    const view = views.get(process) ?? new Map(disk);
    views.set(process, view);
    return view;
  }

  /** Brings what was written to one view to all others. */
  spread(key: string, change: StorageChange): void {
    const { disk, views } = this.#of(key);
    for (const map of [disk, ...views.values()]) {
      if (change.key === null) map.clear();
      else if (change.newValue === null) map.delete(change.key);
      else map.set(change.key, change.newValue);
    }
  }

  #of(key: string) {
    const kept = this.#kept.get(key) ?? { disk: new Map(), views: new Map() };
    this.#kept.set(key, kept);
    return kept;
  }
}
