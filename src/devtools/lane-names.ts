import type { Lane } from './lanes.ts';

/** What stands above the lanes. */
export function laneNames(lanes: readonly Lane[], modes: ReadonlySet<string>): string[] {
  const names: Readonly<Record<Lane, string>> = {
    server: 'Your server',
    host: 'Your page',
    window: modes.has('popup') ? 'Window' : 'Frame',
    provider: 'Provider',
    callback: 'Callback page',
  };
  return lanes.map((lane) => names[lane]);
}
