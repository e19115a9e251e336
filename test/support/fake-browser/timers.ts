import type { Page } from './page.ts';

/** A longer delay overflows and fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

type Timers = Pick<Window, 'setTimeout' | 'setInterval' | 'clearTimeout' | 'clearInterval'>;

/** A page's timers, by the clock of its browser. */
export function timersOf(page: Page): Timers {
  let ids = 0;
  const start = (run: () => void, ms: number, again: boolean): number => {
    const id = ++ids;
    page.costs.timers++;
    const begin = () => {
      const stop = page.task(() => {
        if (again) begin();
        else page.timers.delete(id);
        run();
      }, ms);
      page.timers.set(id, stop);
    };
    begin();
    return id;
  };
  const clear = (id: number) => {
    page.timers.get(id)?.();
    page.timers.delete(id);
  };
  const bound = (ms: number) => (ms > 0 && ms <= LONGEST_TIMER_MS ? ms : 0);
  return {
    setTimeout: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      start(() => run(...args), bound(ms), false),
    setInterval: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      start(() => run(...args), Math.max(1, bound(ms)), true),
    clearTimeout: clear,
    clearInterval: clear,
  } as Timers;
}
