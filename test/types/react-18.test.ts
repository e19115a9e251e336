import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const project = fileURLToPath(new URL('./react-18/tsconfig.json', import.meta.url));

/** What the type checker reads, or what it says is wrong. */
function check(): string {
  try {
    return execFileSync(process.execPath, [tsc, '-p', project, '--listFiles'], { encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('the hook and the element in JSX hold with the types of React 18 too', { timeout: 240_000 }, () => {
  const said = check();
  expect(said).not.toContain('error TS');
  const read = said.split('\n').filter((file) => file.includes('/node_modules/@types/react'));
  expect(read.length).toBeGreaterThan(0);
  expect(read.filter((file) => !file.includes('/react-18/node_modules/'))).toEqual([]);
});
