// Runs the fault table of test/e2e/matrix in real browsers, and writes down what came of every cell.
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { findEngines } from './find-engines.mjs';

const HELP = `Usage: npm run test:e2e -- [flags]

  --engine ENGINE   chromium, firefox or webkit; may be repeated (all three)
  --row ID          rows whose id holds this; may be repeated (all)
  --mode MODE       popup, iframe or redirect; may be repeated (all)
  --quick           what \`npm run test:engines\` runs: all of Chromium, elsewhere the rows in which engines differ; nowhere those
                    that an engine's own race decides
  --stands N        how many cells of an engine run at a time, each on a screen of its own (1; Chromium has 2 with --quick)
  --repeat N        runs every cell so often, to hunt for one that is unsteady, and leaves the matrix alone (1)
  --report FILE     writes the sums and the unsteady cells there, as JSON, and leaves the matrix alone
  --help            this text

Build first. Writes test/e2e/MATRIX.md and test/e2e/matrix.json; cells that were not run now stay as they were.

A cell that goes wrong runs twice more, alone. Wrong again in either, it has failed. Right in both, it is unsteady: it
passes, unless more than one cell in a hundred is.`;

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
