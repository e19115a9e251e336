import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { isFlat, type Soaked } from './measures/soaking.ts';
import type { Waits } from './measures/waiting.ts';
import { peerVersions } from './peers.ts';
import type { Samples } from './rounds.ts';
import { isOurs, type Row } from './row.ts';
import { type EntrySize, entryTable, sizeTable } from './sizes.ts';
import { median, p95 } from './statistics.ts';
import { waitSection } from './wait-table.ts';

export interface Results {
  rows: Record<string, Row>;
  soaks: Record<string, Soaked>;
  waits: Record<string, Waits[]>;
}

const PREFACE = `Written by \`npm run bench\`. Times are in real Chromium, against pages on loopback. Within each row every contestant is
sampled once a round, another one begins each round, and the first rounds are thrown away; each sample is a freshly
loaded page in a fresh context (but for messages: one page each). "bare" is the plain snippet of the platform's
documentation. The page's clock has 100 µs where popups are open. Rows of a run that was given \`--only\` join those of the
run before it.`;

/** Of the sizes that are over their bars. */
const WHY_SIZES = `Why the sizes are over their bars: each is made of rules that DESIGN asks for, none of them large. Of the headless
entry's 9.9 kB, all checks of options are 0.5 kB, all messages for people 0.2 kB, and giving every internal property a
name of one letter would save 0.1 kB; the rest is some 120 functions of 60 to 100 bytes, each the one place of a rule
(what is a close, what is severance, whose message counts, what was spent). Preact is 4.1 kB of the script-tag file.`;

export function report(
  { rows, soaks, waits }: Results,
  browser: string,
  entries: readonly EntrySize[],
): string {
  const all = Object.values(rows);
  return `# Results

${PREFACE}

${machine(browser)}

## Bars

| what | bar | open-consent: median, 95th percentile | |
|---|---|---|---|
${[...all.map(barLine), ...Object.values(soaks).map(soakBar)].join('\n')}

${entryTable(entries)}

${WHY_SIZES}

${waitSection(Object.values(waits).flat())}

## In detail

${all.map(detail).join('\n\n')}

${soakTable(Object.values(soaks))}

## Sizes

${sizeTable()}
`;
}

function machine(browser: string): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const peers = Object.entries(peerVersions()).map(([name, version]) => `${name} ${version}`);
  return [
    `Machine: ${cpus().length} x ${cpu?.model.trim()}, ${memory} GB, ${platform()} ${release()}. Chromium ${browser}.`,
    `Load average when this was written: ${n(loadavg()[0] ?? Number.NaN)}.`,
    `Peers: ${peers.join(', ')}.`,
  ].join('\n');
}

function barLine({ what, bar, unit, samples, missed }: Row): string {
  const ours = samples['open-consent'] ?? [];
  const verdict = missed === undefined ? (tooClose(bar, samples) ?? 'met') : `missed ${missed}`;
  return `| ${what} | ${bar} | ${n(median(ours))}, ${n(p95(ours))} ${unit} | ${verdict} |`;
}

/** Medians alone would call a coin's toss a lead: whoever is faster must be so in seven of ten rounds. */
function tooClose(bar: string, samples: Samples): string | undefined {
  if (!bar.startsWith('faster than')) return undefined;
  const close = Object.entries(samples).flatMap(([name, values]) => {
    const won = slowerRounds(values, samples);
    return isOurs(name) || won >= 0.7 * values.length
      ? []
      : [`faster than ${name} in ${won} of ${values.length} rounds`];
  });
  return close.length ? `too close to call: ${close.join(', ')}` : undefined;
}

/** Samples of one round belong together. */
function slowerRounds(values: readonly number[], samples: Samples): number {
  const own = samples['open-consent'] ?? [];
  return values.filter((value, round) => value > (own[round] ?? Number.POSITIVE_INFINITY)).length;
}

function soakBar(soaked: Soaked): string {
  const { before, after, flows, mode } = soaked;
  const heap = `${n((after.heapBytes - before.heapBytes) / flows)} bytes of heap a flow`;
  const nodes = `${after.nodes - before.nodes} nodes`;
  const verdict = isFlat(soaked) ? 'met' : 'missed';
  return `| ${flows} flows, ${mode} mode | heap and DOM nodes flat | ${heap}, ${nodes} | ${verdict} |`;
}

function detail({ what, unit, samples, missed, why, notes = [] }: Row): string {
  const ours = median(samples['open-consent'] ?? []);
  const lines = Object.entries(samples).map(([name, values]) => {
    const figures = [median(values), p95(values), Math.min(...values)].map(n).join(' | ');
    return `| ${name} | ${figures} | ${ours ? n(median(values) / ours) : '–'} | ${slowerRounds(values, samples)} of ${values.length} |`;
  });
  return [
    `### ${what}\n`,
    `| ${unit} | median | 95th percentile | least | ratio to open-consent | rounds slower than it |`,
    '|---|---|---|---|---|---|',
    ...lines,
    ...[...notes, ...(missed && why ? [`Why it is missed: ${why}`] : [])].map((note) => `\n${note}`),
  ].join('\n');
}

function soakTable(soaks: Soaked[]): string {
  const lines = soaks.flatMap(({ mode, flows, before, after, firstMs, lastMs }) =>
    [before, after].map(({ heapBytes, documents, nodes, listeners }, index) => {
      const [when, ms] = index ? [`after ${flows}`, lastMs] : ['before', firstMs];
      return `| ${mode}, ${when} | ${heapBytes} | ${documents} | ${nodes} | ${listeners} | ${n(ms)} |`;
    }),
  );
  return [
    '### One page, flow after flow\n',
    '| host page | heap, bytes | documents | nodes | listeners | ms a flow, first and last tenth |',
    '|---|---|---|---|---|---|',
    ...lines,
    '\nCounted after forced garbage collection. Each flow ends with the provider’s message.',
  ].join('\n');
}

/** Two decimals, or none where they say nothing. */
const n = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));
