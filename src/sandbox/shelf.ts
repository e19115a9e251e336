/** A map with a maximum size that keeps the order of insertion. */
export interface Shelf<T> {
  get(id: string): T | undefined;
  /** Adds at the end. When the shelf is full, removes an item that has ended, or else the oldest. */
  put(id: string, thing: T): void;
  delete(id: string): void;
  all(): T[];
}

/** Without a limit, requests could fill the memory. */
export function createShelf<T>(max: number, isOver: (thing: T) => boolean = () => false): Shelf<T> {
  const things = new Map<string, T>();
  const makeRoom = () => {
    if (things.size < max) return;
    const [oldest] = things.keys();
    const over = [...things].find(([, thing]) => isOver(thing))?.[0];
    things.delete(over ?? oldest ?? '');
  };
  return {
    get: (id) => things.get(id),
    put(id, thing) {
      things.delete(id);
      makeRoom();
      things.set(id, thing);
    },
    delete: (id) => void things.delete(id),
    all: () => [...things.values()],
  };
}
