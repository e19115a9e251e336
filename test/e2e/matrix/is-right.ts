import type { Result } from './run-cell.ts';

export function isRight({
  expected,
  reached,
  problems,
}: Pick<Result, 'expected' | 'reached' | 'problems'>): boolean {
  return reached === expected && problems.length === 0;
}
