import { isRight } from './is-right.ts';
import type { Result } from './run-cell.ts';

/** `unsteady`: wrong while other cells ran beside it, and right both times that it ran alone. */
export type Verdict = 'right' | 'unsteady' | 'wrong';

/** What a cell came to, and the runs that say so: one, or three where the first was wrong. */
export interface Finding {
  verdict: Verdict;
  runs: readonly [Result, ...Result[]];
}

/** A cell that was right at once, or that is not to run again. */
export function takeAtItsWord(first: Result): Finding {
  return { verdict: isRight(first) ? 'right' : 'wrong', runs: [first] };
}

/** Judges a cell that went wrong by two more runs of it, alone. Wrong again in either is wrong. */
export function confirm(first: Result, second: Result, third: Result): Finding {
  const verdict = isRight(second) && isRight(third) ? 'unsteady' : 'wrong';
  return { verdict, runs: [first, second, third] };
}

/** Of so many cells, one may be unsteady. */
const CELLS_PER_UNSTEADY = 100;
/** Past what may be unsteady the table is red whatever else comes; these more are run again to say which cells they are. */
const MORE = 10;

export interface Sum {
  passed: number;
  failed: number;
  unsteady: number;
}

/** Unsteady cells pass, but for more than one in a hundred: then all of them fail. */
export function sumOf(verdicts: readonly Verdict[]): Sum {
  const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length;
  const unsteady = count('unsteady');
  const failed = count('wrong') + (isTooUnsteady(unsteady, verdicts.length) ? unsteady : 0);
  return { passed: verdicts.length - failed, failed, unsteady };
}

export function isTooUnsteady(unsteady: number, cells: number): boolean {
  return unsteady * CELLS_PER_UNSTEADY > cells;
}

/** How many cells are worth two more runs: a broken build has hundreds of wrong ones, and is red without any. */
export function confirmable(cells: number): number {
  return Math.floor(cells / CELLS_PER_UNSTEADY) + MORE;
}
