import type { Bench } from '../host.ts';
import { inTime } from '../in-time.ts';
import { rotate } from '../rounds.ts';
import type { Sighting } from '../sightings.ts';

export type Mode = 'popup' | 'iframe' | 'redirect';

/** From the press, in milliseconds. */
interface Wait {
  painted: number[];
  usable: number[];
}

/** One mode and one time that minting takes. */
export interface Waits {
  mode: Mode;
  mintMs: number;
  waits: Record<string, Wait>;
}

const MINT_MS = [50, 400, 1500];
const ROUNDS = 30;

/** Pluggy opens frames of its own origin alone; Nango's popup waits for a word of its own server. */
const CONTESTANTS: Record<Mode, readonly string[]> = {
  popup: ['limit', 'bare', 'open-consent', 'open-consent-ahead', 'connect-web-sdk'],
  iframe: ['limit', 'bare', 'open-consent', 'open-consent-ahead', 'connect-web-sdk', 'nango'],
  redirect: ['limit', 'bare', 'open-consent', 'open-consent-ahead'],
};

/** Those whose page asks for the session when it loads, and is pressed once it has one. */
const AHEAD = ['limit', 'open-consent-ahead'];

/** From the press to the provider's first paint, and to its first usable button. */
export async function waitFor(bench: Bench, mode: Mode): Promise<Waits[]> {
  const cases = MINT_MS.flatMap((mintMs) => CONTESTANTS[mode].map((name) => ({ mintMs, name })));
  const found = MINT_MS.map((mintMs) => empty(mode, mintMs));
  for (let round = -1; round < Math.ceil(ROUNDS * bench.effort); round += 1)
    for (const { mintMs, name } of rotate(cases, round + 1)) {
      const { pressed, painted, usable } = await sample(bench, mode, mintMs, name);
      const wait = found.find((one) => one.mintMs === mintMs)?.waits[name];
      if (round < 0) continue;
      wait?.painted.push(painted - pressed);
      wait?.usable.push(usable - pressed);
    }
  return found;
}

function empty(mode: Mode, mintMs: number): Waits {
  const waits = CONTESTANTS[mode].map((name) => [name, { painted: [], usable: [] }]);
  return { mode, mintMs, waits: Object.fromEntries(waits) };
}

async function sample({ browser, site }: Bench, mode: Mode, mintMs: number, name: string): Promise<Sighting> {
  const sample = crypto.randomUUID();
  const bank = `${site.provider}/bank?sample=${sample}`;
  const session = `/session?${new URLSearchParams({ ms: String(mintMs), bank })}`;
  const context = await browser.newContext();
  const page = await context.newPage();
  const minted = AHEAD.includes(name) && page.waitForResponse((answer) => answer.url().includes('/session'));
  await page.goto(`${site.host}/wait/${name}?${new URLSearchParams({ mode, session, bank, sample })}`);
  if (minted) await (await minted).finished();
  await page.locator('#go').click({ noWaitAfter: true });
  const sighting = await inTime(site.sightings.of(sample), name, `${mode}, seen`);
  await context.close();
  return sighting;
}
