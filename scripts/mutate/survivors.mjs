import { readFileSync } from 'node:fs';

/** A mutant as `SURVIVORS.md` spells it. */
export function nameOf({ fileName, location, replacement }) {
  const original = textAt(readFileSync(fileName, 'utf8'), location);
  return `\`${oneLine(original)}\` → \`${oneLine(replacement)}\``;
}

/** The mutants that are listed as equivalent: each with its file before its name. */
export function readListed(list) {
  const sections = readFileSync(list, 'utf8').split(/^## /m);
  return new Set(sections.flatMap(namesIn));
}

function namesIn(section) {
  const [, file] = /^`(.+)`/.exec(section) ?? [];
  return [...section.matchAll(/^- (`.+?` → `.*?`):/gm)].map(([, name]) => `${file} ${name}`);
}

/** Lines and columns count from 1. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = lines[last].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ');
}
