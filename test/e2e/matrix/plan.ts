import { type Engine, MODES, type Mode, type Row } from './row.ts';
import { groups } from './rows/index.ts';

export interface Wanted {
  engines: readonly Engine[];
  /** Parts of row ids; none means all. */
  rows: readonly string[];
  modes: readonly Mode[];
  /** What `npm run test:engines` holds: all of Chromium, elsewhere the rows in which engines differ; nowhere the racy ones. */
  quick: boolean;
}

export interface Planned {
  engine: Engine;
  row: Row;
  mode: Mode;
}

export function planCells({ engines, rows, modes, quick }: Wanted): Planned[] {
  const named = (row: Row) => rows.length === 0 || rows.some((part) => row.id.includes(part));
  const all = groups.flatMap((group) => group.rows).filter(named);
  return engines.flatMap((engine) =>
    all
      .filter((row) => !quick || (!row.racy && !row.fullOnly && (engine === 'chromium' || row.differs)))
      .flatMap((row) =>
        MODES.filter((mode) => row.expected[mode] && modes.includes(mode)).map((mode) => ({
          engine,
          row,
          mode,
        })),
      ),
  );
}
