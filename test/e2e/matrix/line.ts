import type { Finding } from './confirm.ts';
import type { Result } from './run-cell.ts';

/** A cell as `matrix.json` keeps it. */
export interface Line extends Omit<Result, 'problems' | 'log'> {
  problems?: string[];
  /** What its first run came to, where that was wrong and two more, alone, were right: `reached` is theirs. */
  unsteady?: Pick<Result, 'reached' | 'problems' | 'log'>;
}

export function lineOf({ verdict, runs }: Finding): Line {
  const [first, second] = runs;
  if (verdict !== 'unsteady' || !second) return plainLine(first);
  const { reached, problems, log } = first;
  return { ...plainLine(second), unsteady: { reached, problems, log } };
}

function plainLine({ problems, log: _log, ...line }: Result): Line {
  return problems.length > 0 ? { ...line, problems } : line;
}

/** The same for the same cell, whatever came of it. */
export function keyOf({ row, mode, engine }: Pick<Line, 'row' | 'mode' | 'engine'>): string {
  return `${row} ${mode} ${engine}`;
}
