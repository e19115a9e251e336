import { writeFile } from 'node:fs/promises';
import { type Sum, sumOf } from './confirm.ts';
import { lineOf } from './line.ts';
import { openPlace } from './place.ts';
import { planCells, type Wanted } from './plan.ts';
import type { Engine } from './row.ts';
import { runCells } from './run.ts';
import { tellConfirmed, tellRun, tellSum } from './tell.ts';
import { writeMatrix } from './write.ts';

/** What a quick run allows for: more stands, and whatever else the machine does. */
const SLACK_MS = 600;
const QUICK_STANDS: Record<Engine, number> = { chromium: 2, firefox: 1, webkit: 1 };

export interface Asked extends Wanted {
  /** How many cells of an engine run at a time. */
  stands?: number | undefined;
  /** How often every cell runs: to hunt for one that is unsteady. Nothing is written then. */
  repeat?: number | undefined;
  /** A file for the sums alone; without it the matrix is written. */
  report?: string | undefined;
}

/** Runs what was asked for, and says so line by line. */
export async function runMatrix({ stands, repeat = 1, report, ...wanted }: Asked): Promise<Sum> {
  const cells = Array.from({ length: repeat }, () => planCells(wanted)).flat();
  let done = 0;
  const findings = await runCells(cells, {
    placesOf: (engine) => stands ?? (wanted.quick ? QUICK_STANDS[engine] : 1),
    open: (engine) => openPlace(engine, wanted.quick ? SLACK_MS : 0),
    onRun: (result) => tellRun(result, ++done, cells.length),
    onConfirmed: tellConfirmed,
  });
  const sum = sumOf(findings.map(({ verdict }) => verdict));
  tellSum(sum, findings.length);
  const unsteadyCells = findings.filter(({ verdict }) => verdict === 'unsteady').map(lineOf);
  if (report) await writeFile(report, JSON.stringify({ ...sum, unsteadyCells }));
  else if (repeat === 1) await writeMatrix(findings);
  return sum;
}
