const PATIENCE_MS = 15_000;

/** A contestant that does not get there must fail the run, not hang it. */
export function inTime<T>(work: Promise<T>, contestant: string, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`${contestant}: no "${what}" in ${PATIENCE_MS} ms`));
    const timer = setTimeout(late, PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
