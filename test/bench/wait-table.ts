import type { Waits } from './measures/waiting.ts';
import { median, p95 } from './statistics.ts';

/** How much longer than the bare link a press may take whose session was minted ahead. */
const AHEAD_BAR_MS = 30;

/** Measured by the time at which the provider's server was asked, and with the panel and without. */
const WHY = `Where open-consent is slower than the plain snippet: a redirect asks the provider about 8 ms later, because its
request has a body with the flow id and its answer is checked; where minting takes long, its panel is on the screen, too. A popup opens in
the click, so that no browser blocks it, and is blank first. The snippet opens its window after the answer, when a
browser may block it. Where minting is quick, the snippet's window is there sooner; where it takes longer, ours is.`;

/** The section of the results on the wait. */
export function waitSection(all: readonly Waits[]): string {
  return [
    '## The wait\n',
    'From the press to the first paint of the provider’s page, and until its button, which a script draws, can be pressed.',
    'The page takes 150 ms. “limit”: a bare link (or frame) to an address that was minted before the press; “bare”: the',
    'plain snippet, which mints and then opens; “open-consent-ahead”: the session was minted before the press. The samples',
    'of a mode are interleaved, all minting times together.\n',
    '| mode | minting, ms | bar | |',
    '|---|---|---|---|',
    ...all.flatMap(barLines),
    `\n${WHY}`,
    ...all.flatMap(table),
  ].join('\n');
}

function barLines({ mode, mintMs, waits }: Waits): string[] {
  const paint = (name: string) => median(waits[name]?.painted ?? []);
  const line = (bar: string, over: number) =>
    `| ${mode} | ${mintMs} | ${bar} | ${over <= 0 ? 'met' : `missed by ${n(over)} ms`} |`;
  return [
    line(
      `minted ahead: at most ${AHEAD_BAR_MS} ms over the limit`,
      paint('open-consent-ahead') - paint('limit') - AHEAD_BAR_MS,
    ),
    line('else: no slower than the plain snippet', paint('open-consent') - paint('bare')),
  ];
}

function table({ mode, mintMs, waits }: Waits): string[] {
  const limit = median(waits['limit']?.painted ?? []);
  return [
    `\n### ${mode}, minting takes ${mintMs} ms\n`,
    '| ms | first paint: median | 95th percentile | over the limit | ratio to the limit | usable: median | 95th percentile |',
    '|---|---|---|---|---|---|---|',
    ...Object.entries(waits).map(([name, { painted, usable }]) => {
      const [paint, late] = [median(painted), p95(painted)];
      const cells = [paint, late, paint - limit].map(n);
      return `| ${name} | ${cells.join(' | ')} | ${(paint / limit).toFixed(2)} | ${n(median(usable))} | ${n(p95(usable))} |`;
    }),
  ];
}

const n = (ms: number) => ms.toFixed(0);
