import { describe, expect, test } from 'vitest';
import type { Planned } from '../../e2e/matrix/plan.ts';
import { ENGINES, type Engine, type Row } from '../../e2e/matrix/row.ts';
import { runCells } from '../../e2e/matrix/run.ts';
import type { Result } from '../../e2e/matrix/run-cell.ts';

const rowOf = (id: string, more: Partial<Row> = {}): Row => ({
  id,
  title: id,
  expected: { popup: 'success' },
  ...more,
});
const cellOf = (engine: Engine, id: string, more?: Partial<Row>): Planned => ({
  engine,
  row: rowOf(id, more),
  mode: 'popup',
});
const cellsOf = (count: number, engine: Engine = 'chromium') =>
  Array.from({ length: count }, (_, nth) => cellOf(engine, `row-${nth}`));

/** A table whose cells are wrong as often as `wrongRuns` says; it notes what runs beside what. */
async function runTable(
  cells: Planned[],
  wrongRuns: Record<string, number>,
  places = 2,
  isTidy = async () => true,
) {
  const left = new Map(Object.entries(wrongRuns));
  const runs: { id: string; beside: number; place: number }[] = [];
  let running = 0;
  let opened = 0;
  let cleared = 0;
  const run = async ({ row, mode, engine }: Planned, place: number): Promise<Result> => {
    runs.push({ id: row.id, beside: running++, place });
    for (let turn = 0; turn < 5; turn++) await null;
    running--;
    const wrong = left.get(row.id) ?? 0;
    left.set(row.id, wrong - 1);
    const reached = wrong > 0 ? 'nothing' : 'success';
    return { row: row.id, mode, engine, expected: 'success', reached, ms: 1, problems: [], log: [] };
  };
  const findings = await runCells(cells, {
    placesOf: () => places,
    async open() {
      const place = opened++;
      return { run: (cell) => run(cell, place), isTidy, clear: async () => void cleared++ };
    },
    onRun() {},
    onConfirmed() {},
  });
  const verdictOf = (id: string) => findings.find((finding) => finding.runs[0].row === id)?.verdict;
  return { findings, runs, verdictOf, left: opened - cleared };
}

describe('cells that are right', () => {
  test('run once, beside each other, and leave no place behind', async () => {
    const { findings, runs, left } = await runTable(
      ENGINES.flatMap((engine) => cellsOf(4, engine)),
      {},
    );
    expect(findings.map(({ verdict }) => verdict)).toEqual(Array(12).fill('right'));
    expect(runs).toHaveLength(12);
    expect(Math.max(...runs.map(({ beside }) => beside))).toBe(5);
    expect(left).toBe(0);
  });

  test('give up a place where they have left something', async () => {
    const { runs, left } = await runTable(cellsOf(3), {}, 1, async () => false);
    expect(runs.map(({ place }) => place)).toEqual([0, 1, 2]);
    expect(left).toBe(0);
  });

  test('those that take long come first', async () => {
    const cells = [cellOf('webkit', 'short'), cellOf('webkit', 'long', { deadlineMs: 100_000 })];
    const { runs } = await runTable(cells, {}, 1);
    expect(runs.map(({ id }) => id)).toEqual(['long', 'short']);
  });
});

describe('a cell that is wrong', () => {
  test('runs twice more when all others have ended, with nothing beside it', async () => {
    const { runs, verdictOf } = await runTable(cellsOf(6), { 'row-1': 1 });
    expect(runs.slice(-2)).toMatchObject([
      { id: 'row-1', beside: 0 },
      { id: 'row-1', beside: 0 },
    ]);
    expect(runs).toHaveLength(8);
    expect(verdictOf('row-1')).toBe('unsteady');
  });

  test('is wrong when it is wrong again', async () => {
    const { runs, verdictOf } = await runTable(cellsOf(3), { 'row-0': 2, 'row-2': 3 });
    expect(verdictOf('row-0')).toBe('wrong');
    expect(verdictOf('row-1')).toBe('right');
    expect(verdictOf('row-2')).toBe('wrong');
    expect(runs).toHaveLength(7);
  });

  test('gives up its place: no other cell runs where it was', async () => {
    const { runs, left } = await runTable(cellsOf(3), { 'row-0': 1 }, 1);
    const places = runs.map(({ place }) => place);
    expect(places).toEqual([0, 1, 1, 2, 3]);
    expect(left).toBe(0);
  });

  test('is not run again once so many are wrong that the table is red anyway', async () => {
    const wrongRuns = Object.fromEntries(Array.from({ length: 40 }, (_, nth) => [`row-${nth}`, 3]));
    const { findings, runs } = await runTable(cellsOf(40), wrongRuns);
    expect(findings.map(({ verdict }) => verdict)).toEqual(Array(40).fill('wrong'));
    expect(runs).toHaveLength(40 + 2 * 10);
  });
});
