import type { Engine } from './row.ts';
import type { Place } from './run.ts';
import { runCell } from './run-cell.ts';
import { clearStand, setStand } from './stand.ts';

/** A stand, where cells run one after the other. */
export async function openPlace(engine: Engine, slackMs: number): Promise<Place> {
  const stand = await setStand(engine, slackMs);
  return {
    run: ({ row, mode }) => runCell(stand, row, mode),
    // The browser's own window at most; WebKit has none between two sessions.
    isTidy: async () => (await stand.desk.windows()) <= 1,
    clear: () => clearStand(stand),
  };
}
