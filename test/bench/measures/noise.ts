import { type Bench, type Visit, visit } from '../host.ts';
import { inRounds } from '../rounds.ts';
import { over, type Row } from '../row.ts';
import { median } from '../statistics.ts';

const PER_ROUND = 10_000;

/** Who sends what nobody asked for: scripts and extensions in the page itself, or a frame of another site. */
const SENDERS = { 'the page itself': 'window', 'a frame of another site': 'frames[0]' } as const;

/** Messages that are none of its business, while a flow is open in a popup. */
export async function unrelatedMessages(bench: Bench, sender: keyof typeof SENDERS): Promise<Row> {
  const contestants = ['bare', 'open-consent', 'connect-web-sdk'];
  const hosts = new Map<string, Visit>();
  for (const contestant of contestants) hosts.set(contestant, await noisyHost(bench, contestant, sender));
  const rounds = Math.max(2, Math.ceil(10 * bench.effort));
  const samples = await inRounds(contestants, { rounds, warmUp: 2 }, async (contestant) => {
    const page = hosts.get(contestant)?.page;
    await page?.bringToFront();
    return ((await page?.evaluate(`flood(${PER_ROUND})`)) as number) * 1000;
  });
  for (const host of hosts.values()) await host.context.close();
  const more = median(samples['open-consent'] ?? []) - median(samples['bare'] ?? []);
  return {
    what: `An unrelated message from ${sender} while a popup is open, each`,
    bar: 'at most 2 µs more than an empty listener',
    unit: 'µs',
    samples,
    missed: over(more, 2, 'µs'),
    notes: [
      `Each sample is the mean of ${PER_ROUND}, from the page’s first listener to its last; "bare": an empty one.`,
    ],
  };
}

async function noisyHost(bench: Bench, contestant: string, sender: keyof typeof SENDERS): Promise<Visit> {
  const host = await visit(bench, contestant, 'popup', '/silent');
  await host.press();
  await host.at('opened');
  if (contestant === 'bare') await host.page.evaluate(() => addEventListener('message', () => {}));
  await host.page.evaluate(
    addSender,
    sender === 'the page itself' ? undefined : `${bench.site.stranger}/sender.html`,
  );
  return host;
}

/**
 * Runs in the page: `flood(n)` has the sender send `n` messages, and gives the milliseconds that each spends between the
 * page's first listener and its last. Chromium's clock has 100 µs here, with jitter: a mean of many is exact.
 */
async function addSender(address: string | undefined): Promise<void> {
  const noise = { source: 'some-extension', payload: { id: 1, tags: ['a', 'b'], text: 'nothing for us' } };
  let send = (count: number) => {
    for (let i = 0; i < count; i += 1) window.postMessage(noise, '*');
  };
  if (address) {
    const frame = document.createElement('iframe');
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    frame.src = address;
    document.body.append(frame);
    await loaded;
    send = (count) => frame.contentWindow?.postMessage({ count, noise }, '*');
  }
  addEventListener('message', () => {
    window.spent += performance.now() - window.began;
    window.wanted -= 1;
    if (window.wanted === 0) window.done();
  });
  Object.assign(window, {
    async flood(count: number) {
      Object.assign(window, { wanted: count, spent: 0 });
      const finished = new Promise<void>((done) => Object.assign(window, { done }));
      send(count);
      await finished;
      return window.spent / count;
    },
  });
}

declare global {
  interface Window {
    began: number;
    spent: number;
    wanted: number;
    done(): void;
  }
}
