/** As much of zone.js as counts here. */
interface Zone {
  run<T>(run: (...args: never[]) => T, self?: unknown, args?: unknown[]): T;
}

/**
 * Opens a flow outside of all zones, while the functions among its options are called in the caller's. Angular counts
 * every timer and listener that starts in its zone: with a flow's clock there the app would not become stable, and
 * would look for changes at every beat.
 */
export function outsideZones<Options extends object, Result>(
  options: Options,
  open: (options: Options) => Result,
): Result {
  const zones = findZones();
  if (!zones) return open(options);
  const bound: Record<string, unknown> = {};
  for (const key in options) bound[key] = inZone(options[key]);
  return zones.root.run(() => open(bound as Options));
}

/** `value`, or if it is a function: that, called in the zone that is the current one now. */
export function inZone<T>(value: T): T {
  const zone = findZones()?.current;
  if (!zone || typeof value !== 'function') return value;
  const call = value as unknown as (...args: never[]) => unknown;
  return ((...args: unknown[]) => zone.run(call, undefined, args)) as T;
}

/** There where the page has loaded zone.js, as Angular does. */
function findZones(): { current: Zone; root: Zone } | undefined {
  const { Zone } = globalThis as { Zone?: { current: Zone; root: Zone } };
  return Zone?.root ? Zone : undefined;
}
