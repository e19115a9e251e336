import type { Page } from './page.ts';
import { type Area, makeStorage, type StorageChange, storageOf } from './storage.ts';

/** A page's two storages: the one of its origin, the other of its tab. */
export function storagesOf(page: Page): Pick<Window, Area> {
  const { browser, place } = page;
  const full = (area: Area) => () => browser.ruleFor(area, page) === 'full';
  const key = () => page.storageKey;
  const local = makeStorage(
    () => browser.disk.view(key(), place.top),
    full('localStorage'),
    (change) => {
      page.costs.writes++;
      browser.spread(page, change);
    },
  );
  const session = makeStorage(
    () => sessionOf(page),
    full('sessionStorage'),
    (_: StorageChange) => {
      page.costs.writes++;
    },
  );
  return {
    get localStorage() {
      return storageOf(page, 'localStorage', local);
    },
    get sessionStorage() {
      return storageOf(page, 'sessionStorage', session);
    },
  } as Pick<Window, Area>;
}

function sessionOf({ place, storageKey }: Page): Map<string, string> {
  const { session } = place.top;
  const map = session.get(storageKey) ?? new Map<string, string>();
  session.set(storageKey, map);
  return map;
}
