import { holdsSecret } from './secret-search.ts';

const LONGEST_TEXT = 300;
/** More than is shown, so that a secret at the cut is still found. */
const LONGEST_SEARCH = 2000;
const LONGEST_ID = 80;
const WITHHELD = '[withheld]';

/**
 * Makes the platform's text safe for logs. An error body may echo the request, and with it a secret. A line break in it
 * could forge a line of the log.
 */
export function cleanText(text: string, secrets: readonly string[]): string {
  const start = text.slice(0, LONGEST_SEARCH);
  if (holdsSecret(start, secrets)) return WITHHELD;
  return start.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, LONGEST_TEXT);
}

/** Returns the id or name unchanged, or nothing. */
export function cleanId(text: string, secrets: readonly string[]): string | undefined {
  const isId = text.length <= LONGEST_ID && /^[\w.:-]+$/.test(text);
  return isId && !holdsSecret(text, secrets) ? text : undefined;
}
