// Fails where the lockfile holds a package with a known security advisory. Where no audit can be had, says so and passes.
import { spawnSync } from 'node:child_process';
import { readAudit } from './test/read-audit.mjs';
import { NPM } from './test/tools.mjs';

const [program, ...args] = NPM;
const flags = ['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=10000'];
const { stdout } = spawnSync(program, [...args, ...flags], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const { text, failed } = readAudit(stdout ?? '');
console.log(text);
process.exitCode = failed ? 1 : 0;
