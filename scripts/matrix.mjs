// Runs the fault table of test/e2e/matrix in real browsers, and writes down what came of every cell.
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { findEngines } from './find-engines.mjs';

const HELP = `Usage: npm run test:e2e -- [flags]

  --engine ENGINE   chromium, firefox or webkit; may be repeated (all three)
  --row ID          runs the rows whose id contains ID; may be repeated (all rows)
  --mode MODE       popup, iframe or redirect; may be repeated (all three)
  --quick           runs what \`npm run test:engines\` runs: no rows that unit tests cover too, and none that a race inside the
                    engine decides; in Firefox and WebKitGTK, only rows in which engines differ
  --stands N        how many cells of each engine run at once, each on its own screen (1; with --quick 2 for Chromium)
  --repeat N        runs every cell N times, to find unsteady ones (1); with more than 1, the matrix is not written
  --report FILE     writes the sums and the unsteady cells to FILE, as JSON; the matrix is not written
  --help            shows this text

Defaults are in parentheses.

Run \`npm run build\` first. The run writes the matrix: test/e2e/MATRIX.md and test/e2e/matrix.json. Cells that did not run keep
their earlier results.

A cell that goes wrong runs twice more, alone. If it is wrong in either run, it has failed. If it is right in both, it is
unsteady. Unsteady cells count as passed, unless more than one cell in a hundred is unsteady: then they have all failed.`;

const { values: flags } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: ['chromium', 'firefox', 'webkit'] },
    row: { type: 'string', multiple: true, default: [] },
    mode: { type: 'string', multiple: true, default: ['popup', 'iframe', 'redirect'] },
    quick: { type: 'boolean', default: false },
    stands: { type: 'string' },
    repeat: { type: 'string' },
    report: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (flags.help) console.log(HELP);
// A driver or a browser that hangs would hold this process for ever.
else process.exit(await run());

async function run() {
  Object.assign(process.env, findEngines());
  const vite = await createServer({
    configFile: false,
    logLevel: 'warn',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  });
  try {
    const { runMatrix } = await vite.ssrLoadModule('/test/e2e/matrix/main.ts');
    const asked = { engines: flags.engine, rows: flags.row, modes: flags.mode, quick: flags.quick };
    const { passed, failed } = await runMatrix({
      ...asked,
      stands: count('stands'),
      repeat: count('repeat'),
      report: flags.report,
    });
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    await vite.close();
  }
}

function count(name) {
  const text = flags[name];
  if (text === undefined || /^[1-9]\d*$/.test(text)) return text && Number(text);
  throw new Error(`--${name} takes a whole number from 1, not ${text}`);
}
