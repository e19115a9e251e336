import { type Cell, openCell, settleIn } from './cell.ts';
import { inTime } from './in-time.ts';
import { callbacks, pathsOf } from './log.ts';
import { problemsOf } from './problems.ts';
import type { Mode, Row } from './row.ts';
import { closeSite, openSite } from './site.ts';
import type { Stand } from './stand.ts';
import { press } from './steps.ts';
import { whileAlive } from './while-alive.ts';

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

/** Long enough for a slow machine; a driver that hangs, hangs for ever. */
const DRIVER_MS = 60_000;
/** The same for a cell in which something goes on all the time. */
const CELL_MS = 240_000;
/** How long more may come once every flow has ended otherwise than it should. */
const GRACE_MS = 1500;

export async function runCell(stand: Stand, row: Row, mode: Mode): Promise<Result> {
  const expected = expectedOf(stand, row, mode);
  const about = { row: row.id, mode, engine: stand.engine, expected };
  const site = await openSite();
  try {
    const opening = openCell(stand, site, row, mode);
    const cell = await inTime(opening, DRIVER_MS, 'did not start');
    return { ...about, ...(await observe(cell, expected)) };
  } catch (error) {
    const problems = [(error as Error).message];
    return { ...about, reached: 'nothing', ms: null, problems, log: site.log.lines() };
  } finally {
    await closeSite(site);
  }
}

type Observed = Pick<Result, 'reached' | 'ms' | 'problems' | 'log'>;

async function observe(cell: Cell, expected: string): Promise<Observed> {
  const { log, desk, row } = cell;
  try {
    const playing = whileAlive(play(cell, expected), log, row.deadlineMs ?? CELL_MS);
    const failure = await playing.then(
      () => [],
      (error: Error) => [error.message],
    );
    await desk.closeOther();
    const reached = pathsOf(log.entries());
    const problems = [...failure, ...(await problemsOf(cell))];
    if (reached !== expected || problems.length > 0)
      log.note(`screen: ${JSON.stringify(await desk.titles())}`);
    return { reached, ms: timeOf(cell), problems, log: log.lines() };
  } finally {
    for (const tab of [cell.tab, ...cell.others])
      await inTime(tab.close(), DRIVER_MS, 'hangs').catch(() => {});
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
  if (row.quietMs) await after(row.quietMs);
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

function after(ms: number): Promise<void> {
  return new Promise((later) => setTimeout(later, ms));
}
