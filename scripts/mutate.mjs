// Changes the code in one small way after another, and says which of these mutants the unit tests do not notice. Takes
// the folders of src to look at; without any, all that are in the list. Fails when a folder is below its threshold.
// --concurrency N: how many mutants run side by side; the default is Stryker's.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { nameOf, readListed } from './mutate/survivors.mjs';

const LIST = 'test/mutation/SURVIVORS.md';
/** For each folder, the share in percent that must be noticed, and the folders of tests that are to notice it. */
const FOLDERS = JSON.parse(readFileSync('test/mutation/folders.json', 'utf8'));
const listed = readListed(LIST);
const SURVIVES = ['Survived', 'NoCoverage'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string' } },
});
const folders = asked(positionals);
const concurrency = readConcurrency(values.concurrency);

const rows = [];
for (const folder of folders) {
  const mutants = await mutate(folder);
  printSurvivors(folder, mutants);
  rows.push({ folder, ...score(mutants), threshold: FOLDERS[folder].threshold });
}
console.table(rows);
process.exitCode = rows.some(({ killed, threshold }) => killed < threshold) ? 1 : 0;

function asked(names) {
  const known = Object.keys(FOLDERS);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names.length ? names : known;
  return refuse(`there is no folder "${unknown}"; it takes any of ${known.join(', ')}`);
}

function readConcurrency(text) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  return refuse(`--concurrency takes a whole number from 1 on, not "${text}"`);
}

function refuse(why) {
  console.error(`npm run mutate: ${why}`);
  process.exit(2);
}

function mutate(folder) {
  process.env.MUTATE_TESTS = FOLDERS[folder].tests.join(' ');
  return new Stryker({
    mutate: [`src/${folder}/**/*.ts`],
    testRunner: 'vitest',
    // The coverage already says which tests to run. Searching for related tests before each mutant would only take time.
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    ...(concurrency && { concurrency }),
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: `.stryker/${folder}.json`,
    tempDirName: '.stryker/tmp',
    reporters: ['progress', 'html'],
    htmlReporter: { fileName: `.stryker/${folder}.html` },
    ignorePatterns: ['/*', '!src', '!test', '!scripts', '!*.json', 'test/{apps,bench,docs,e2e,package}'],
    logLevel: 'warn',
    thresholds: { break: null },
  }).runMutationTest();
}

function score(mutants) {
  const of = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const detected = of('Killed', 'Timeout');
  const survived = of(...SURVIVES);
  const killed = Math.round((1000 * detected) / Math.max(1, detected + survived)) / 10;
  return { mutants: detected + survived, survived, killed };
}

/** Those that are not known to be equivalent; and what is listed though it does not survive any more. */
function printSurvivors(folder, mutants) {
  const left = new Set([...listed].filter((name) => name.startsWith(`src/${folder}/`)));
  for (const mutant of mutants.filter(({ status }) => SURVIVES.includes(status))) {
    const file = relative(process.cwd(), mutant.fileName);
    const name = `${file} ${nameOf(mutant)}`;
    const { line, column } = mutant.location.start;
    if (listed.has(name)) left.delete(name);
    else console.log(`${mutant.status}: ${file}:${line}:${column} ${nameOf(mutant)}`);
  }
  for (const name of left) console.log(`listed in ${LIST}, but does not survive: ${name}`);
}
