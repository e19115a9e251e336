import type { Samples } from './rounds.ts';

/** One row of the results: what was measured, of whom, and whether the bar is met. */
export interface Row {
  what: string;
  bar: string;
  unit: 'ms' | 'µs';
  samples: Samples;
  /** How far over the bar, in the row's unit; none where it is met. Strings where a number does not say it. */
  missed?: string | undefined;
  /** What it is that takes longer, where that is known; told where the bar is missed. */
  why?: string;
  notes?: string[];
}

/** The words for a value over its bar; undefined where it is not. */
export function over(value: number, bar: number, unit: string): string | undefined {
  return value <= bar ? undefined : `by ${(value - bar).toFixed(2)} ${unit}`;
}

/** A contestant, or a variant of it (`open-consent, inline`). */
export function isOurs(contestant: string): boolean {
  return contestant.startsWith('open-consent');
}
