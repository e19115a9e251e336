import type { Log } from './log.ts';

/**
 * Nothing was heard from any page or server for so long: the cell is stuck. A busy machine is slow, but goes on: beside
 * thirty programs on two cores WebKit took 22 s to start the process of a page, and every cell came to its end.
 */
const STUCK_MS = 60_000;
const LOOK_MS = 1000;

/** What `work` gives; or an error, when the log shows that nothing goes on, or after `mostMs` in any case. */
export async function whileAlive<T>(
  work: Promise<T>,
  { lastAt }: Pick<Log, 'lastAt'>,
  mostMs: number,
): Promise<T> {
  const start = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const now = Date.now();
      const stillMs = now - Math.max(start, lastAt());
      if (stillMs > STUCK_MS) reject(new Error(`stuck: nothing was heard for ${STUCK_MS} ms`));
      if (now - start > mostMs) reject(new Error(`not done after ${mostMs} ms`));
    }, LOOK_MS);
  });
  return Promise.race([work, stuck]).finally(() => clearInterval(timer));
}
