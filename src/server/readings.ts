import { decodings } from './decodings.ts';

const PERCENT = /(?:%[\da-f]{2})+/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));?/gi;
/** The last alternative stands for line breaks and similar characters. */
const ESCAPE = /\\(?:(["'\\/])|u\{?([\da-fA-F]{4,6})\}?|x([\da-fA-F]{2})|[bfnrtv0])/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MOST = 60;

/**
 * Returns all readings of a text: the text itself, the text with its escapes undone (in any order, because it may have
 * been escaped twice), and its decoded base64 and hex. Control characters, white space and invisible characters are
 * removed first, because they can split a word without being seen.
 */
export function readings(text: string): string[] {
  const plain = unescaped([text]);
  return [...plain, ...unescaped(plain.flatMap(decodings))];
}

function unescaped(texts: readonly string[]): string[] {
  const seen = new Set(texts.map(visible));
  // Iterating over a set includes items that are added during the loop.
  for (const text of seen) {
    if (seen.size > MOST) break;
    for (const undo of [undoPercent, undoEntities, undoEscapes]) seen.add(visible(undo(text)));
  }
  return [...seen];
}

function visible(text: string): string {
  return text.replaceAll(/[\p{C}\p{Z}\s]/gu, '');
}

function undoPercent(text: string): string {
  return text.replaceAll(PERCENT, (run) => attempt(() => decodeURIComponent(run)) ?? run);
}

function undoEntities(text: string): string {
  return text.replaceAll(ENTITY, (whole, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    return letter(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)) ?? whole;
  });
}

function undoEscapes(text: string): string {
  return text.replaceAll(ESCAPE, (whole, sign, unicode, byte) => {
    const code = unicode ?? byte;
    return sign ?? (code ? (letter(Number.parseInt(code, 16)) ?? whole) : ' ');
  });
}

function letter(code: number): string | undefined {
  return attempt(() => String.fromCodePoint(code));
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
