import { expect, test } from 'vitest';
import { confirm, takeAtItsWord } from '../../e2e/matrix/confirm.ts';
import { lineOf } from '../../e2e/matrix/line.ts';
import { markdown } from '../../e2e/matrix/markdown.ts';
import type { Group } from '../../e2e/matrix/row.ts';
import type { Result } from '../../e2e/matrix/run-cell.ts';

const groups: Group[] = [
  {
    title: 'The popup',
    rows: [{ id: 'closed', title: 'Closed', expected: { popup: 'cancelled | success' }, note: 'Why.' }],
  },
];
const right: Result = {
  row: 'closed',
  mode: 'popup',
  engine: 'chromium',
  expected: 'cancelled | success',
  reached: 'cancelled | success',
  ms: 12,
  problems: [],
  log: ['0 /host  began'],
};
const wrong: Result = { ...right, engine: 'webkit', reached: 'nothing', ms: null, problems: ['hangs'] };

test('a cell shows its path and its time, with its pipes escaped', () => {
  const text = markdown(groups, [lineOf(takeAtItsWord(right))], 3);
  expect(text).toContain('| Closed (`closed`) | popup | cancelled \\| success (12 ms) | not run | not run |');
  expect(text).toContain('1 of 3 cells, 0 wrong, 0 unsteady');
  expect(text).toContain('`closed`: Why.');
  expect(text).not.toContain('## Unsteady');
});

test('a wrong cell shows what it came to, what was expected, and its problems', () => {
  const text = markdown(groups, [lineOf(takeAtItsWord(wrong))], 3);
  expect(text).toContain('| **wrong**: nothing, not cancelled \\| success; hangs |');
  expect(text).toContain('1 wrong, 0 unsteady');
});

test('an unsteady cell shows what it came to alone, and is listed with the log of its first run', () => {
  const alone: Result = { ...wrong, reached: right.reached, ms: 40, problems: [] };
  const text = markdown(groups, [lineOf(confirm(wrong, alone, alone))], 3);
  expect(text).toContain('| cancelled \\| success (40 ms), **unsteady** |');
  expect(text).toContain('0 wrong, 1 unsteady');
  expect(text.split('## Unsteady cells')[1]).toMatch(
    /`closed popup webkit` first came to nothing, not cancelled \| success:\n\n {4}hangs\n {4}0 \/host {2}began/,
  );
});
