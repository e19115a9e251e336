import { type Finding, isTooUnsteady, type Sum } from './confirm.ts';
import { isRight } from './is-right.ts';
import type { Result } from './run-cell.ts';

/** The end of it tells why a cell is wrong. */
const LOG_LINES = 100;

/** One run of a cell. */
export function tellRun(result: Result, nth: number, count: number): void {
  const cell = `${nth}/${count} ${describe(result)}`;
  console.log(isRight(result) ? `ok    ${cell}` : `WRONG ${cell}${indent(whyOf(result))}`);
}

/** A cell that was wrong once, with the logs of all its runs. */
export function tellConfirmed({ verdict, runs }: Finding): void {
  const [first, ...alone] = runs;
  const says = verdict === 'unsteady' ? 'UNSTEADY, right twice alone' : 'WRONG, and wrong again alone';
  console.log(`${says}: ${describe(first)}${indent(whyOf(first))}`);
  for (const run of alone) console.log(`      alone: ${describe(run)}${indent(whyOf(run))}`);
}

export function tellSum({ failed, unsteady }: Sum, cells: number): void {
  if (unsteady) console.log(`${unsteady} of ${cells} cells unsteady: wrong once, and right twice alone`);
  if (isTooUnsteady(unsteady, cells))
    console.log('more than one unsteady cell in a hundred: they have failed');
  if (failed) console.log(`${failed} of ${cells} cells wrong`);
}

function describe({ row, mode, engine, expected, reached, ms }: Result): string {
  const not = reached === expected ? '' : `, not ${expected}`;
  return `${engine} ${row} ${mode}: ${reached}${not} (${ms} ms)`;
}

/** What was wrong with it, and what its pages and servers saw. */
function whyOf({ problems, log }: Result): string[] {
  return [...problems, ...log.slice(-LOG_LINES)];
}

function indent(lines: string[]): string {
  return lines.map((line) => `\n        ${line}`).join('');
}
