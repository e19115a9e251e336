import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('the reference has a comment for every public export, and no warning', async () => {
  const run = promisify(execFile)('node_modules/.bin/typedoc', ['--emit', 'none', '--logLevel', 'Warn']);
  const { stdout, stderr } = await run.catch((failure: { stdout: string; stderr: string }) => failure);
  expect(stdout + stderr).toBe('');
});
