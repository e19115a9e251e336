// Runs stages side by side: one for each of two cores, or one that uses both.
import { spawn } from 'node:child_process';

const SLOTS = 2;

/** One result for each stage, in the order in which they ended. A stage that cannot run has no times and no tests. */
export async function runStages(stages, env) {
  const results = [];
  const waiting = [...stages];
  const running = new Set();
  let free = SLOTS;
  for (;;) {
    for (let next = nextOf(waiting, results, free); next; next = nextOf(waiting, results, free)) {
      waiting.splice(waiting.indexOf(next), 1);
      free -= slotsOf(next);
      const run = runStage(next, env).then((result) => {
        results.push(result);
        running.delete(run);
        free += slotsOf(next);
      });
      running.add(run);
    }
    if (running.size === 0) return [...results, ...waiting.map(notRun)];
    await Promise.race(running);
  }
}

const slotsOf = ({ alone }) => (alone ? SLOTS : 1);

/** The first that may start now. One that needs all slots waits until everything before it has ended. */
function nextOf(waiting, results, free) {
  const passed = new Set(results.filter(({ failed }) => failed === 0).map(({ name }) => name));
  return waiting.find((stage) => stage.needs.every((name) => passed.has(name)) && slotsOf(stage) <= free);
}

function notRun({ name }) {
  return { name, passed: 0, failed: 0 };
}

async function runStage({ name, command, alone, shows, count }, env) {
  if (alone) console.log(`\n${name} …`);
  const started = performance.now();
  const [program, ...args] = typeof command === 'function' ? command() : command;
  const { code, output } = await run(program, args, env, alone);
  const result = { name, seconds: (performance.now() - started) / 1000, ...count(code) };
  if (result.failed > 0 || shows) process.stdout.write(output);
  console.log(`${result.failed > 0 ? 'FAILED' : 'passed'} ${name} (${result.seconds.toFixed(1)} s)`);
  return result;
}

/** What runs beside others is silent until it has ended, so that lines of two stages never mix. */
function run(program, args, env, loud) {
  const child = spawn(program, args, { env, stdio: ['ignore', ...Array(2).fill(loud ? 'inherit' : 'pipe')] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `${error.message}\n` }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
