// How many tests passed and failed in a stage, and which, from its exit code and what it has written down.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A test file that does not load is a failure that the test counts do not show; the exit code does. */
export function countTests(code, report) {
  const nothing = { numPassedTests: 0, numFailedTests: 0, numTotalTests: 0, testResults: [] };
  const { numPassedTests, numFailedTests, numTotalTests, testResults } = read(report) ?? nothing;
  const skipped = numTotalTests - numPassedTests - numFailedTests;
  if (skipped) console.error(`${skipped} tests were skipped. None may be.`);
  return {
    passed: numPassedTests,
    failed: failures(numFailedTests + skipped, code),
    names: testResults.flatMap(namesOf),
  };
}

/** The failed tests of a file, or the file itself where it did not load: each with the first line of what it says. */
function namesOf({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [line(file, message)] : [];
  return failed.map(({ fullName, failureMessages }) => line(`${file}: ${fullName}`, failureMessages[0]));
}

const line = (where, says = '') => `${where}\n    ${says.split('\n', 1)[0]}`;

/** The cells of the fault table. */
export function countCells(code, report) {
  const { passed, failed } = read(report) ?? { passed: 0, failed: 0 };
  return { passed, failed: failures(failed, code) };
}

function failures(counted, code) {
  return Math.max(counted, code === 0 ? 0 : 1);
}

/** A run that broke off has written nothing. */
function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
}
