/**
 * Control characters (C0, DEL, C1), line and paragraph separators, format characters (bidirectional overrides and
 * isolates among them) and lone surrogates. Terminals interpret or hide these, and JSON escapes only C0.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Makes text safe to print: it stays on one line, in order, and cannot control a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\u{fffd}');
}

/** A log entry with all its texts made printable. */
export function printableEntry<T extends object>(entry: T): T {
  const entries = Object.entries(entry).map(([name, value]) => [name, printableValue(value)]);
  return Object.fromEntries(entries) as T;
}

function printableValue(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  return typeof value === 'object' && value !== null ? printableEntry(value) : value;
}
