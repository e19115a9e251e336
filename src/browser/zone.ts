/** The part of zone.js that is used here. */
interface Zone {
  run<T>(run: (...args: never[]) => T, self?: unknown, args?: unknown[]): T;
}

/**
 * Opens a flow outside of all zones. The functions among its options still run in the caller's zone. Angular tracks
 * every timer and listener that starts in its zone. If the flow's clock ran there, the app would never become stable,
 * and every beat would trigger change detection.
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

/** Returns `value`. A function is wrapped, so that it runs in the zone that is current now. It keeps its properties. */
export function inZone<T>(value: T): T {
  const zone = findZones()?.current;
  if (!zone || typeof value !== 'function') return value;
  const call = value as unknown as (...args: never[]) => unknown;
  return Object.assign((...args: unknown[]) => zone.run(call, undefined, args), value) as T;
}

/** Undefined unless the page has loaded zone.js, as Angular does. */
function findZones(): { current: Zone; root: Zone } | undefined {
  const { Zone } = globalThis as { Zone?: { current: Zone; root: Zone } };
  return Zone?.root ? Zone : undefined;
}
