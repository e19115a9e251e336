import { readFileSync } from 'node:fs';
import type { Bench } from '../host.ts';
import { PEERS_FOLDER } from '../peers.ts';
import { inRounds } from '../rounds.ts';
import type { Row } from '../row.ts';
import { slowerThan } from './coming-home.ts';

const FILES: Record<string, string> = {
  'open-consent': new URL('../../../dist/open-consent.global.js', import.meta.url).pathname,
  'connect-web-sdk': `${PEERS_FOLDER}/connect-web-sdk.js`,
  'pluggy-connect-sdk': `${PEERS_FOLDER}/pluggy-connect-sdk.js`,
  nango: `${PEERS_FOLDER}/nango.js`,
};

/** Compiling and running the whole script for the first time in a fresh page; its text is there already. */
export async function coldEvaluation(bench: Bench): Promise<Row> {
  const samples = await inRounds(Object.keys(FILES), { rounds: Math.ceil(60 * bench.effort) }, (contestant) =>
    evaluateOnce(bench, readFileSync(FILES[contestant] ?? '', 'utf8')),
  );
  return {
    what: 'Script evaluation of the global file, cold',
    bar: 'faster than every peer with a UI',
    unit: 'ms',
    samples,
    missed: slowerThan(samples),
    why:
      'nine tenths of it is the engine’s parser reading the file, which holds Preact, the dialog and its panels. ' +
      'connect-web-sdk and nango put the provider’s frame into the page and draw nothing; pluggy-connect-sdk is the one ' +
      'with a UI of its own.',
  };
}

let unique = 0;

/** Its page is cross-origin isolated, where Chromium’s clock has 5 µs. The text differs each time: no cache knows it. */
async function evaluateOnce({ browser, site }: Bench, source: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.host}/blank?isolated`);
  unique += 1;
  const took = await page.evaluate((text) => {
    const script = document.createElement('script');
    script.textContent = text;
    const start = performance.now();
    document.head.append(script);
    return performance.now() - start;
  }, `/* ${unique} */${source}`);
  await context.close();
  return took;
}
