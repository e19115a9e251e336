import { writeFile } from 'node:fs/promises';
import { isRight } from './is-right.ts';
import { planCells, type Wanted } from './plan.ts';
import { runCells } from './run.ts';
import type { Result } from './run-cell.ts';
import { writeMatrix } from './write.ts';

/** The end of it tells why a cell is wrong. */
const LOG_LINES = 60;

export interface Asked extends Wanted {
  /** How many cells of an engine run at a time. */
  stands?: number | undefined;
  /** A file for the sums alone; without it the matrix is written. */
  report?: string | undefined;
}

/** Runs what was asked for, and says so line by line. */
export async function runMatrix({
  stands,
  report,
  ...wanted
}: Asked): Promise<{ passed: number; failed: number }> {
  const cells = planCells(wanted);
  let done = 0;
  const results = await runCells(
    cells,
    (engine) => stands ?? (wanted.quick && engine === 'chromium' ? 2 : 1),
    (result) => console.log(lineOf(result, ++done, cells.length)),
    wanted.quick,
  );
  const passed = results.filter(isRight).length;
  const sum = { passed, failed: results.length - passed };
  if (report) await writeFile(report, JSON.stringify(sum));
  else await writeMatrix(results);
  return sum;
}

function lineOf(result: Result, nth: number, count: number): string {
  const { row, mode, engine, expected, reached, ms, problems, log } = result;
  const cell = `${nth}/${count} ${engine} ${row} ${mode}`;
  if (isRight(result)) return `ok    ${cell}: ${reached} (${ms} ms)`;
  const why = [...problems, ...log.slice(-LOG_LINES)].map((text) => `\n        ${text}`).join('');
  return `WRONG ${cell}: ${reached}, not ${expected} (${ms} ms)${why}`;
}
