// Puts the hash of the built script-tag file into the README, between the marks that stand there for it.
import { readFileSync, writeFileSync } from 'node:fs';

const MARKED = /(<!-- integrity: [^\n]*-->\n)([\s\S]*?)(<!-- \/integrity -->)/;

/** The README's text with the hash of that build. */
export function withIntegrity(readme, integrity) {
  if (!MARKED.test(readme)) throw new Error('README.md has lost the marks around its integrity snippet');
  const hash = integrity['open-consent.global.js'];
  return readme.replace(MARKED, (_, before, snippet, after) => {
    return before + snippet.replace(/integrity="[^"]*"/, `integrity="${hash}"`) + after;
  });
}

/** Writes only what has changed, so that a build leaves a fresh README alone. */
export function writeIntegrity() {
  const readme = readFileSync('README.md', 'utf8');
  const fresh = withIntegrity(readme, JSON.parse(readFileSync('dist/integrity.json', 'utf8')));
  if (fresh !== readme) writeFileSync('README.md', fresh);
}
