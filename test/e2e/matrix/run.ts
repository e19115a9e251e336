import { confirm, confirmable, type Finding, takeAtItsWord } from './confirm.ts';
import { isRight } from './is-right.ts';
import type { Planned } from './plan.ts';
import { ENGINES, type Engine } from './row.ts';
import type { Result } from './run-cell.ts';

/** Where one cell of an engine runs at a time. */
export interface Place {
  run(cell: Planned): Promise<Result>;
  /** Whether it is as it was before the first cell, so that another may run there. */
  isTidy(): Promise<boolean>;
  clear(): Promise<void>;
}

export interface Ways {
  /** How many cells of an engine run at a time. */
  placesOf(engine: Engine): number;
  open(engine: Engine): Promise<Place>;
  /** Called with every first run, as it ends. */
  onRun(result: Result): void;
  /** Called with every cell that took three runs. */
  onConfirmed(finding: Finding): void;
}

interface Ran {
  cell: Planned;
  result: Result;
}

/** Runs every cell beside others, and then those that went wrong twice more, alone. */
export async function runCells(cells: readonly Planned[], ways: Ways): Promise<Finding[]> {
  const ran = await runSideBySide(cells, ways);
  const wrong = ran.filter(({ result }) => !isRight(result));
  const again = new Set(wrong.slice(0, confirmable(ran.length)));
  const findings: Finding[] = [];
  for (const each of ran) {
    findings.push(again.has(each) ? await runAlone(each, ways) : takeAtItsWord(each.result));
  }
  return findings;
}

async function runSideBySide(cells: readonly Planned[], ways: Ways): Promise<Ran[]> {
  const works = ENGINES.flatMap((engine) => {
    const queue = longestFirst(cells.filter((cell) => cell.engine === engine));
    return Array.from({ length: ways.placesOf(engine) }, () => work(queue, ways));
  });
  return (await Promise.all(works)).flat();
}

/** Those with a deadline of their own take minutes: begun last, they would run on when all others have ended. */
function longestFirst(cells: Planned[]): Planned[] {
  return cells.sort((a, b) => (b.row.deadlineMs ?? 0) - (a.row.deadlineMs ?? 0));
}

/** Takes cells until there are none. After one that was wrong, or left something behind, the next has a new place. */
async function work(queue: Planned[], { open, onRun }: Ways): Promise<Ran[]> {
  const ran: Ran[] = [];
  let place: Place | undefined;
  for (let cell = queue.shift(); cell; cell = queue.shift()) {
    place ??= await open(cell.engine);
    const result = await place.run(cell);
    onRun(result);
    ran.push({ cell, result });
    if (isRight(result) && (await place.isTidy())) continue;
    await place.clear();
    place = undefined;
  }
  await place?.clear();
  return ran;
}

async function runAlone({ cell, result }: Ran, ways: Ways): Promise<Finding> {
  const second = await runOnce(cell, ways);
  const third = await runOnce(cell, ways);
  const finding = confirm(result, second, third);
  ways.onConfirmed(finding);
  return finding;
}

async function runOnce(cell: Planned, { open }: Ways): Promise<Result> {
  const place = await open(cell.engine);
  try {
    return await place.run(cell);
  } finally {
    await place.clear();
  }
}
