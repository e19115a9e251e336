// Measures the built files against the plain snippets and the peers, and writes test/bench/RESULTS.md.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { findBrowser } from './find-browser.mjs';
import { measureSizes } from './sizes.mjs';

const HELP = `Usage: npm run bench -- [flags]

  --wait         measures only the wait between the press and the provider's page
  --only A,B     measures only these rows; the other rows keep their earlier results
  --effort N     multiplies the number of rounds (1); use 0.1 for a quick look
  --help         shows this text

Writes test/bench/RESULTS.md. The row "close" needs Xvfb, openbox and xdotool.`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    wait: { type: 'boolean' },
    effort: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) console.log(HELP);
else await measure();

async function measure() {
  process.env.OPEN_CONSENT_CHROMIUM = findBrowser();
  if (!existsSync('test/bench/node_modules'))
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: 'test/bench', stdio: 'inherit' });
  const vite = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'warn',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const { run, NAMES } = await vite.ssrLoadModule('/test/bench/run.ts');
    await run(rowsOf(NAMES), Number(values.effort), await measureSizes());
  } finally {
    await vite.close();
  }
}

function rowsOf(names) {
  const asked = values.only?.split(',') ?? names.filter((name) => !values.wait || name.endsWith('-wait'));
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length)
    throw new Error(`There is no row ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  return asked;
}
