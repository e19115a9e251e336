import { describe, expect, test } from 'vitest';
import {
  confirm,
  confirmable,
  isTooUnsteady,
  sumOf,
  takeAtItsWord,
  type Verdict,
} from '../../e2e/matrix/confirm.ts';
import type { Result } from '../../e2e/matrix/run-cell.ts';

const right: Result = {
  row: 'plain',
  mode: 'popup',
  engine: 'webkit',
  expected: 'success',
  reached: 'success',
  ms: 900,
  problems: [],
  log: ['0 /matrix/host  began'],
};
const otherPath: Result = { ...right, reached: 'detached > success' };
const leftBehind: Result = { ...right, problems: ['left behind: 1 timers'] };

describe('a cell that runs once', () => {
  test('is right when its path is the expected one and nothing else was wrong', () => {
    expect(takeAtItsWord(right).verdict).toBe('right');
    expect(takeAtItsWord(otherPath).verdict).toBe('wrong');
    expect(takeAtItsWord(leftBehind).verdict).toBe('wrong');
  });
});

describe('a cell that was wrong beside others', () => {
  test('is unsteady when it is right both times alone', () => {
    expect(confirm(otherPath, right, right).verdict).toBe('unsteady');
    expect(confirm(leftBehind, right, right).verdict).toBe('unsteady');
  });

  test.each([
    [otherPath, right],
    [right, otherPath],
    [leftBehind, right],
    [right, leftBehind],
    [otherPath, otherPath],
  ])('is wrong when either run alone is wrong', (second, third) => {
    expect(confirm(otherPath, second, third).verdict).toBe('wrong');
  });

  test('keeps the logs of all three runs, in their order', () => {
    const { runs } = confirm(otherPath, leftBehind, right);
    expect(runs).toEqual([otherPath, leftBehind, right]);
  });
});

describe('the sum of a table', () => {
  const verdicts = (right: number, unsteady: number, wrong: number): Verdict[] => [
    ...Array<Verdict>(right).fill('right'),
    ...Array<Verdict>(unsteady).fill('unsteady'),
    ...Array<Verdict>(wrong).fill('wrong'),
  ];

  test('counts one unsteady cell in a hundred as passed', () => {
    expect(sumOf(verdicts(99, 1, 0))).toEqual({ passed: 100, failed: 0, unsteady: 1 });
    expect(sumOf(verdicts(298, 3, 0))).toEqual({ passed: 301, failed: 0, unsteady: 3 });
  });

  test('counts all unsteady cells as failed when there are more', () => {
    expect(sumOf(verdicts(98, 1, 0))).toEqual({ passed: 98, failed: 1, unsteady: 1 });
    expect(sumOf(verdicts(98, 2, 0))).toEqual({ passed: 98, failed: 2, unsteady: 2 });
  });

  test('counts a wrong cell as failed, however many are right', () => {
    expect(sumOf(verdicts(999, 0, 1))).toEqual({ passed: 999, failed: 1, unsteady: 0 });
    expect(sumOf(verdicts(198, 1, 1))).toEqual({ passed: 199, failed: 1, unsteady: 1 });
  });

  test('of nothing is nothing', () => {
    expect(sumOf([])).toEqual({ passed: 0, failed: 0, unsteady: 0 });
    expect(isTooUnsteady(0, 0)).toBe(false);
  });
});

test('as many cells run again as may be unsteady, and ten more', () => {
  expect(confirmable(50)).toBe(10);
  expect(confirmable(299)).toBe(12);
  expect(confirmable(1000)).toBe(20);
});
