import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { launchChromium } from '../support/browser.ts';
import type { Bench } from './host.ts';
import { closeToCancel } from './measures/closing.ts';
import { callbackToSuccess, messageToSuccess } from './measures/coming-home.ts';
import { coldEvaluation } from './measures/evaluation.ts';
import { idleElements } from './measures/idle.ts';
import { unrelatedMessages } from './measures/noise.ts';
import { clickToFrame, clickToOpen } from './measures/opening.ts';
import { soakOneMode } from './measures/soaking.ts';
import { waitFor } from './measures/waiting.ts';
import { bundlePeers, PEERS_FOLDER } from './peers.ts';
import { type Results, report } from './report.ts';
import { startSite } from './site.ts';
import type { EntrySize } from './sizes.ts';

const ROWS = {
  open: clickToOpen,
  frame: clickToFrame,
  message: messageToSuccess,
  callback: callbackToSuccess,
  close: closeToCancel,
  evaluation: coldEvaluation,
  noise: (bench: Bench) => unrelatedMessages(bench, 'the page itself'),
  'foreign-noise': (bench: Bench) => unrelatedMessages(bench, 'a frame of another site'),
  idle: idleElements,
};

const SOAKS = {
  'iframe-soak': (bench: Bench) => soakOneMode(bench, 'iframe'),
  'popup-soak': (bench: Bench) => soakOneMode(bench, 'popup'),
};

const WAITS = {
  'popup-wait': (bench: Bench) => waitFor(bench, 'popup'),
  'iframe-wait': (bench: Bench) => waitFor(bench, 'iframe'),
  'redirect-wait': (bench: Bench) => waitFor(bench, 'redirect'),
};

export const NAMES: readonly string[] = [WAITS, ROWS, SOAKS].flatMap((table) => Object.keys(table));

const SAMPLES = `${PEERS_FOLDER}/results.json`;
const REPORT = new URL('RESULTS.md', import.meta.url);

/** Measures the rows of these names. The results of a run that left some out join those of the one before. */
export async function run(
  names: readonly string[],
  effort: number,
  entries: readonly EntrySize[],
): Promise<void> {
  await bundlePeers();
  const [site, browser] = await Promise.all([startSite(), launchChromium()]);
  const bench = { browser, site, effort };
  const whole = names.length === NAMES.length;
  const results: Results = { rows: {}, soaks: {}, waits: {}, ...(!whole && earlier()) };
  try {
    await measure(WAITS, names, bench, results.waits);
    await measure(ROWS, names, bench, results.rows);
    await measure(SOAKS, names, bench, results.soaks);
  } finally {
    await browser.close();
    await site.close();
  }
  mkdirSync(PEERS_FOLDER, { recursive: true });
  writeFileSync(SAMPLES, JSON.stringify(results));
  writeFileSync(REPORT, report(inOrder(results), browser.version(), entries));
}

async function measure<T>(
  measures: Record<string, (bench: Bench) => Promise<T>>,
  names: readonly string[],
  bench: Bench,
  results: Record<string, T>,
): Promise<void> {
  for (const [name, take] of Object.entries(measures)) {
    if (!names.includes(name)) continue;
    console.log(`measuring: ${name}`);
    results[name] = await take(bench);
  }
}

function earlier(): Partial<Results> {
  return existsSync(SAMPLES) ? JSON.parse(readFileSync(SAMPLES, 'utf8')) : {};
}

function inOrder({ rows, soaks, waits }: Results): Results {
  const sort = <T>(found: Record<string, T>) =>
    Object.fromEntries(Object.entries(found).sort(([a], [b]) => NAMES.indexOf(a) - NAMES.indexOf(b)));
  return { rows: sort(rows), soaks: sort(soaks), waits: sort(waits) };
}
