// What each suite consists of.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countCells, countCheck, countTests } from './counts.mjs';
import { NPM, tool } from './tools.mjs';

export const SUITES = ['test', 'browser', 'package', 'engines'];

/**
 * The stages of some suites, in the order in which they start.
 *
 * - `command`: a function where it needs what an earlier stage has made;
 * - `needs`: the stages that must have passed;
 * - `alone`: it uses every core, and prints as it goes;
 * - `shows`: what it prints is worth reading when it passes, too;
 * - `count`: the tests that passed and failed in it, from its exit code.
 */
export function stagesOf(suites, folder) {
  return ALL(folder).filter(({ suite }) => suite === undefined || suites.includes(suite));
}

const ALL = (folder) => [
  check('build', [process.execPath, 'scripts/build.mjs'], { suite: undefined }),
  check('types', tool('typescript', 'tsc', '--noEmit')),
  check('lint', tool('@biomejs/biome', 'biome', 'check', '--error-on-warnings')),
  check('unused code', tool('knip', 'knip')),
  check('advisories', [process.execPath, 'scripts/audit.mjs'], { shows: true }),
  ...packageChecks(folder),
  check('sizes', [process.execPath, 'scripts/size.mjs'], { needs: ['build'], shows: true }),
  vitest('unit tests', ['unit', 'react-18', 'docs'], folder),
  vitest('main paths', ['main'], folder),
  vitest('whole browser', ['whole'], folder, 'browser'),
  vitest('other browser tests', ['e2e'], folder, 'browser'),
  vitest('package tests', ['package'], folder, 'package'),
  vitest('site tests', ['site'], folder, 'package'),
  engines(folder),
];

function check(name, command, more = {}) {
  return { suite: 'test', needs: [], name, command, count: countCheck, ...more };
}

/** Of the very file that npm would publish. The build is not run once more for it. */
function packageChecks(folder) {
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const attw = ['--profile', 'esm-only', '--no-summary', '--format', 'table-flipped'];
  const tarball = () =>
    join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.tgz')),
    );
  return [
    check('pack', [...NPM, ...pack], { needs: ['build'] }),
    check('package', () => tool('publint', 'publint', 'run', tarball(), '--strict'), { needs: ['pack'] }),
    check('types of the package', () => tool('@arethetypeswrong/cli', 'attw', tarball(), ...attw), {
      needs: ['pack'],
    }),
  ];
}

function vitest(name, projects, folder, suite = 'test') {
  const report = join(folder, `${projects[0]}.json`);
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = tool('vitest', 'vitest', 'run', ...projects.map((one) => `--project=${one}`), ...flags);
  return { suite, needs: ['build'], name, command, alone: true, count: (code) => countTests(code, report) };
}

/** The fault table, in three engines on a screen of their own. */
function engines(folder) {
  const report = join(folder, 'cells.json');
  const command = [process.execPath, 'scripts/matrix.mjs', '--quick', `--report=${report}`];
  const count = (code) => countCells(code, report);
  return { suite: 'engines', needs: ['build'], name: 'fault table', command, alone: true, count };
}
