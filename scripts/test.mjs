// All that must hold: lint, types, the build, and every test, the ones in a real browser included.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findBrowser } from './find-browser.mjs';

const results = { passed: 0, failed: 0 };
const PATH = `${join(process.cwd(), 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
const env = { ...process.env, PATH, OPEN_CONSENT_CHROMIUM: browser() };
const folder = mkdtempSync(join(tmpdir(), 'open-consent-'));
const report = join(folder, 'report.json');
const cells = join(folder, 'cells.json');

check('lint', 'biome', 'check', '--error-on-warnings');
check('types', 'tsc', '--noEmit');
check('unused', 'knip');
if (check('build', 'node', 'scripts/build.mjs')) {
  checkPackage();
  check('size', 'node', 'scripts/size.mjs');
  const status = run('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  countTests(status);
  countCells(run('node', 'scripts/matrix.mjs', '--quick', `--report=${cells}`));
}
rmSync(folder, { recursive: true });
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed > 0 ? 1 : 0;

function browser() {
  try {
    return findBrowser();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function check(name, ...command) {
  console.log(`\n${name}: ${command.join(' ')}`);
  const passed = run(...command) === 0;
  results[passed ? 'passed' : 'failed'] += 1;
  return passed;
}

/** Of the very file that npm would publish; the build above is not run once more for it. */
function checkPackage() {
  if (!check('pack', 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder)) return;
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const tarball = join(folder, packed);
  check('package', 'publint', 'run', tarball, '--strict');
  check(
    'types of the package',
    'attw',
    tarball,
    '--profile',
    'esm-only',
    '--no-summary',
    '--format',
    'table-flipped',
  );
}

function run(...command) {
  const [program = '', ...rest] = command;
  return spawnSync(program, rest, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status ?? 1;
}

/** A test file that does not load is a failure that the test counts do not show; its exit code does. */
function countTests(status) {
  const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = numTotalTests - numPassedTests - numFailedTests;
  if (skipped) console.error(`${skipped} tests were skipped: none may be`);
  results.passed += numPassedTests;
  results.failed += Math.max(numFailedTests + skipped, status === 0 ? 0 : 1);
}

/** The cells of the fault table. A run that broke off has written nothing, and has failed. */
function countCells(status) {
  const { passed, failed } = existsSync(cells)
    ? JSON.parse(readFileSync(cells, 'utf8'))
    : { passed: 0, failed: 0 };
  results.passed += passed;
  results.failed += Math.max(failed, status === 0 ? 0 : 1);
}
