/** RFC 9111 uses this value for any longer time. A number with more digits would not be written back as digits. */
const LONGEST_SECONDS = 2 ** 31;
const HTTP_DATE = /^[A-Z][a-z]+, .+ GMT$/;

/**
 * How long the answer asks the caller to wait, in seconds (RFC 9110, section 10.2.3). `undefined` if it does not say. A
 * date is compared with the answer's own `Date`, so a wrong clock on this machine does not matter.
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value), LONGEST_SECONDS);
  const until = httpDate(value);
  if (until === undefined) return undefined;
  const from = httpDate(headers.get('date') ?? '') ?? Date.now();
  return Math.max(0, Math.ceil((until - from) / 1000));
}

/** Parses the date of a header to Unix milliseconds. `Date.parse` alone also accepts `-5`. */
export function httpDate(value: string): number | undefined {
  const ms = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
