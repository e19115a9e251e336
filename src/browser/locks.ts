/**
 * The lock is kept this long, so that what its holder wrote has reached other processes before the next holder reads.
 */
const KEEP_MS = 1000;

/**
 * Waits for the lock of a flow, and holds it until shortly after `signal` aborts, or until the page is gone. The page
 * that holds it delivers the outcome. A flag in storage would not be enough, because storage lags between processes.
 *
 * @param held called when the lock is held.
 * @param none called instead if the browser has no locks (plain http), or refuses them.
 */
export function holdLock(
  win: Window,
  flowId: string,
  signal: AbortSignal,
  held: () => void = () => {},
  none: () => void = held,
): void {
  const { locks } = win.navigator;
  const hold = () =>
    new Promise<void>((release) => {
      signal.addEventListener('abort', () => void win.setTimeout(release, KEEP_MS));
      held();
    });
  if (locks) locks.request(`open-consent.${flowId}`, { signal }, hold).catch(() => signal.aborted || none());
  else none();
}
