import { type Bench, type Mark, visit } from '../host.ts';
import { inRounds, type Samples } from '../rounds.ts';
import { over, type Row } from '../row.ts';
import { median } from '../statistics.ts';

/** From the first listener of the click to `window.open`. */
export async function clickToOpen(bench: Bench): Promise<Row> {
  const contestants = ['bare', 'open-consent', 'connect-web-sdk', 'nango', 'oidc-client-ts', 'msal'];
  const samples = await fromClick(bench, contestants, 'popup', 'opened');
  return {
    what: 'Click to `window.open`',
    bar: 'at most 1 ms more than a bare `window.open`',
    unit: 'ms',
    samples,
    missed: over(more(samples), 1, 'ms'),
    why:
      'the options and the session are checked before a window is opened, by some forty functions that the engine ' +
      'compiles on their first call.',
  };
}

/** From the first listener of the click to the provider's address in the frame; the dialog's code is in the page. */
export async function clickToFrame(bench: Bench): Promise<Row> {
  // Not Pluggy: its frame is navigated by `location`, which no script can watch.
  const contestants = ['bare', 'open-consent', 'connect-web-sdk', 'nango'];
  const samples = await fromClick(bench, contestants, 'frame', 'framed');
  return {
    what: 'Click to frame `src`, dialog loaded',
    bar: 'at most 16 ms more than the plain snippet',
    unit: 'ms',
    samples,
    missed: over(more(samples), 16, 'ms'),
  };
}

function fromClick(
  bench: Bench,
  contestants: string[],
  kind: 'popup' | 'frame',
  end: Mark,
): Promise<Samples> {
  return inRounds(contestants, { rounds: Math.ceil(50 * bench.effort) }, async (contestant) => {
    const host = await visit(bench, contestant, kind, '/silent');
    await host.press();
    const took = (await host.at(end)) - (await host.at('clicked'));
    await host.context.close();
    return took;
  });
}

const more = (samples: Samples) => median(samples['open-consent'] ?? []) - median(samples['bare'] ?? []);
