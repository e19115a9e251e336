import { type Cell, openCell, type Stand, settleIn } from './cell.ts';
import { inTime } from './in-time.ts';
import { callbacks, pathsOf } from './log.ts';
import { problemsOf } from './problems.ts';
import type { Mode, Row } from './row.ts';
import { press } from './steps.ts';

/** What a cell came to: one line of `matrix.json`, and what was wrong with it. */
export interface Result {
  row: string;
  mode: Mode;
  engine: Stand['engine'];
  expected: string;
  reached: string;
  /** From the fault to the outcome. */
  ms: number | null;
  problems: string[];
  /** What the pages reported, for whoever has to find out why. */
  log: string[];
}

/** Long enough for a slow machine; what hangs, hangs for ever. */
const DEADLINE_MS = 30_000;
/** How long more may come once every flow has ended otherwise than it should. */
const GRACE_MS = 1500;

export async function runCell(stand: Stand, row: Row, mode: Mode): Promise<Result> {
  const expected = expectedOf(stand, row, mode);
  const about = { row: row.id, mode, engine: stand.engine, expected };
  const opened = await inTime(openCell(stand, row, mode), DEADLINE_MS, 'hangs').catch(
    (error: Error) => error,
  );
  if (opened instanceof Error) {
    return { ...about, reached: 'did not start', ms: null, problems: [opened.message], log: [] };
  }
  try {
    const failure = await inTime(play(opened, expected), row.deadlineMs ?? DEADLINE_MS, 'hangs').then(
      () => [],
      (error: Error) => [error.message],
    );
    await opened.desk.closeOther();
    const reached = pathsOf(opened.log.entries());
    const problems = [...failure, ...(await problemsOf(opened))];
    return { ...about, reached, ms: timeOf(opened), problems, log: opened.log.lines() };
  } finally {
    await closeCell(opened);
  }
}

function expectedOf({ engine }: Pick<Stand, 'engine'>, row: Row, mode: Mode): string {
  return row.except?.[engine]?.[mode] ?? row.expected[mode] ?? '';
}

async function play(cell: Cell, expected: string): Promise<void> {
  await settleIn(cell);
  const { row, log } = cell;
  for (const step of row.steps ?? (row.query?.['auto'] === undefined ? [press('connect')] : []))
    await step(cell);
  const reached = () => pathsOf(log.entries()) === expected;
  const ended = () => callbacks(log.entries()).length >= (row.flows ?? 1);
  await log.when(() => reached() || ended());
  if (!reached()) await Promise.race([log.when(reached), after(GRACE_MS)]);
  if (row.flows !== 0) await log.when(() => toldWhatIsLeft(cell));
  await log.when(log.whole);
}

function toldWhatIsLeft({ log }: Cell): boolean {
  const entries = log.entries();
  const ends = [...callbacks(entries), ...entries.filter(({ entry }) => entry === 'event late_outcome')];
  const last = Math.max(...ends.map(({ at }) => at));
  return entries.some(({ entry, at }) => entry.startsWith('left ') && at > last);
}

function timeOf({ log, row, faultAt }: Cell): number | null {
  const entries = log.entries();
  const from = faultAt ?? entries.find(({ entry }) => entry === (row.from ?? 'event opened'))?.at;
  const start = from ?? entries.find(({ entry }) => entry === 'pressed')?.at;
  const end = callbacks(entries).at(-1)?.at;
  return start === undefined || end === undefined ? null : Math.max(0, Math.round(end - start));
}

async function closeCell({ tab, host }: Cell): Promise<void> {
  await inTime(tab.close(), DEADLINE_MS, 'hangs').catch(() => {});
  await host.close();
}

function after(ms: number): Promise<void> {
  return new Promise((later) => setTimeout(later, ms));
}
