/** What RFC 9111 takes for any longer time; more digits could not be written back as digits. */
const LONGEST_SECONDS = 2 ** 31;
const HTTP_DATE = /^[A-Z][a-z]+, .+ GMT$/;

/**
 * How long the answer asks to wait, in seconds, or `undefined` where it does not say (RFC 9110, section 10.2.3).
 * A date is measured from the answer's own `Date`, so that a wrong clock here does not count.
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value), LONGEST_SECONDS);
  const until = httpDate(value);
  if (until === undefined) return undefined;
  const from = httpDate(headers.get('date') ?? '') ?? Date.now();
  return Math.max(0, Math.ceil((until - from) / 1000));
}

/** Unix milliseconds of a date as headers spell it. `Date.parse` alone also makes a date of `-5`. */
export function httpDate(value: string): number | undefined {
  const ms = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
