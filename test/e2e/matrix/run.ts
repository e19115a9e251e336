import type { Sandbox } from '../../../src/sandbox.ts';
import type { Stand } from './cell.ts';
import { setDesk } from './desk.ts';
import { engines } from './engines/index.ts';
import { inTime } from './in-time.ts';
import type { Planned } from './plan.ts';
import { ENGINES, type Engine } from './row.ts';
import { type Result, runCell } from './run-cell.ts';

const START_MS = 60_000;
/** What `npm test` allows for, which runs beside whatever else the machine does. */
const SLACK_MS = 600;

type Tell = (result: Result) => void;

/** Runs every cell: the engines side by side, and in each engine so many cells at a time as it has stands. */
export async function runCells(
  cells: Planned[],
  standsOf: (engine: Engine) => number,
  tell: Tell,
  loaded: boolean,
): Promise<Result[]> {
  const { createSandbox } = (await import(
    /* @vite-ignore */
    new URL('../../../dist/sandbox.js', import.meta.url).href
  )) as typeof import('../../../src/sandbox.ts');
  const sandbox = createSandbox({ port: 0 });
  await sandbox.listen();
  const results = await Promise.all(
    ENGINES.flatMap((engine) => {
      const queue = cells.filter((cell) => cell.engine === engine);
      return Array.from({ length: standsOf(engine) }, () =>
        work(queue, sandbox, tell, loaded ? SLACK_MS : 0),
      );
    }),
  );
  await sandbox.close();
  return results.flat();
}

/** One screen and one browser, that take cells until there are none. */
async function work(queue: Planned[], sandbox: Sandbox, tell: Tell, slackMs: number): Promise<Result[]> {
  const results: Result[] = [];
  if (!queue[0]) return results;
  const { engine } = queue[0];
  const desk = await inTime(setDesk(), START_MS, 'the screen does not start');
  const browser = await inTime(engines[engine](desk), START_MS, `${engine} does not start`);
  const stand: Stand = { engine, desk, browser, sandbox, slackMs };
  for (let cell = queue.shift(); cell; cell = queue.shift()) {
    const result = await runCell(stand, cell.row, cell.mode);
    tell(result);
    results.push(result);
  }
  await browser.close();
  await desk.close();
  return results;
}
