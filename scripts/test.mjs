// The tests: `npm test` for everybody, the other suites for CI. Prints the time of each stage, and the sums on the last line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser, findShell } from './find-browser.mjs';
import { runStages } from './test/run-stages.mjs';
import { SUITES, stagesOf } from './test/stages.mjs';
import { printTable } from './test/table.mjs';

const folder = mkdtempSync(join(tmpdir(), 'open-consent-'));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function main(asked) {
  const unknown = asked.filter((name) => !SUITES.includes(name));
  if (unknown.length > 0) throw new Error(`There is no suite ${unknown}; there are ${SUITES.join(', ')}.`);
  // Before anything else, so that a machine without a browser is told so at once.
  const env = { ...process.env, OPEN_CONSENT_CHROMIUM: findBrowser() };
  if (asked.includes('browser')) env.OPEN_CONSENT_SHELL = findShell();
  const results = await runStages(stagesOf(asked, folder), env);
  printTable(results);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
