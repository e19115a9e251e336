/** What the holder has written must have reached the other processes before the next one reads it. */
const KEEP_MS = 1000;

/**
 * Holds the lock of a flow: from when it is free until shortly after `signal` aborts, or until the page is gone. The
 * page that holds it is the one that tells how the flow ended. A flag in storage alone would not do, since storage lags
 * between processes.
 *
 * @param held called once it is held.
 * @param none called instead where the browser has no locks (plain http), or refuses them.
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
