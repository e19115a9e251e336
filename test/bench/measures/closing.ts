import type { Page } from 'puppeteer-core';
import { type Desktop, openDesktop } from '../desktop.ts';
import type { Bench } from '../host.ts';
import { inRounds, type Samples } from '../rounds.ts';
import { over, type Row } from '../row.ts';
import { median } from '../statistics.ts';

const CLOSE_WATCHERS = ['bare', 'open-consent', 'nango', 'oidc-client-ts'];

/** Longer than the slowest of the watchers takes. */
const LIE_MS = 4000;

/** The user closes the popup: from the window going to the host page hearing of it. Headed, with real focus. */
export async function closeToCancel(bench: Bench): Promise<Row> {
  const desktop = await openDesktop();
  const rounds = Math.ceil(15 * bench.effort);
  const samples = await inRounds(CLOSE_WATCHERS, { rounds, warmUp: 1 }, (contestant) =>
    closeOnce(desktop, bench, contestant),
  );
  const liars: string[] = [];
  for (const contestant of [...CLOSE_WATCHERS, 'msal'])
    if (await lies(desktop, bench, contestant)) liars.push(contestant);
  await desktop.close();
  const honest = CLOSE_WATCHERS.filter((name) => name !== 'open-consent' && !liars.includes(name));
  return {
    what: 'Window closed by the user to `onCancel`, headed',
    bar: 'at most 1.2 s, and faster than every peer that never lies about it',
    unit: 'ms',
    samples,
    missed: missedBy(samples, honest, liars),
    notes: [
      `Reported a cancel while a window behind COOP was still open: ${liars.join(', ') || 'none'}.`,
      'Not timed: msal never looks at the window and gives up after 60 s, connect-web-sdk never does (by their code).',
    ],
  };
}

function missedBy(samples: Samples, honest: string[], liars: string[]): string | undefined {
  const ours = median(samples['open-consent'] ?? []);
  if (liars.includes('open-consent')) return 'open-consent lied';
  const faster = honest.filter((name) => median(samples[name] ?? []) <= ours);
  return faster.length ? `to ${faster.join(', ')}` : over(ours, 1200, 'ms');
}

async function closeOnce(desktop: Desktop, bench: Bench, contestant: string): Promise<number> {
  const { host, popup } = await opened(desktop, bench, contestant, '/silent');
  await popup.waitForFunction('document.hasFocus()');
  await host.evaluate('bench.watchClosed()');
  desktop.closeWindow();
  const [closed, cancelled] = (await host.evaluate(
    'Promise.all([bench.until("closed"), bench.until("cancelled")])',
  )) as [number, number];
  await host.close();
  return cancelled - closed;
}

/** Says that its window was closed while the user is still there, behind a COOP header of the provider. */
async function lies(desktop: Desktop, bench: Bench, contestant: string): Promise<boolean> {
  const { host, popup } = await opened(desktop, bench, contestant, '/coop');
  const lied = (await host.evaluate(
    `Promise.race([bench.until('cancelled').then(() => true), new Promise((end) => setTimeout(end, ${LIE_MS}, false))])`,
  )) as boolean;
  if (popup.isClosed()) throw new Error(`${contestant}: the window was to stay open`);
  await popup.close();
  await host.close();
  return lied;
}

async function opened({ browser }: Desktop, { site }: Bench, contestant: string, to: string) {
  const host = await browser.newPage();
  await host.bringToFront();
  const ask = new URLSearchParams({ kind: 'popup', to: site.provider + to });
  await host.goto(`${site.host}/host/${contestant}?${ask}`);
  await host.evaluate('window.ready');
  await host.waitForFunction('document.hasFocus()');
  const found = browser.waitForTarget((target) => target.url().startsWith(site.provider));
  await host.click('#go');
  const popup = (await (await found).page()) as Page;
  await popup.waitForSelector('h1');
  return { host, popup };
}
