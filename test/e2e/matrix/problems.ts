import type { PageEntry } from '../../support/host-server.ts';
import type { Cell } from './cell.ts';
import { callbacks } from './log.ts';

const WINDOWS_MS = 2500;

/** What no cell may do, whatever its row is about. */
export async function problemsOf(cell: Cell): Promise<string[]> {
  const entries = cell.log.entries();
  return [
    ...entries
      .filter(({ entry }) => entry.startsWith('uncaught '))
      .map(({ entry, page }) => `${page}: ${entry}`),
    ...contradictions(entries),
    ...leftOf(cell, entries),
    ...tooLate(cell, entries),
    ...notShown(cell, entries),
    ...(await windowsLeft(cell)),
  ];
}

/** The promise says what the callback said, and only once. */
function contradictions(entries: PageEntry[]): string[] {
  return callbacks(entries)
    .filter(({ flow }) => flow !== undefined)
    .flatMap((told) => {
      const same = (other: PageEntry) => other.load === told.load && other.flow === told.flow;
      const said = entries.filter((other) => same(other) && other.entry.startsWith('outcome '));
      const expected = told.entry.replace('callback ', 'outcome ');
      const right = said.length === 1 && said[0]?.entry === expected;
      return right
        ? []
        : [`after "${told.entry}" the promise gave ${JSON.stringify(said.map((s) => s.entry))}`];
    });
}

const BY_US = /^callback cancelled: (popup_closed|aborted|dismissed)$/;

/** After a cancel that the provider knows nothing of, one listener stays for the late result. */
function leftOf({ mode }: Cell, entries: PageEntry[]): string[] {
  const told = entries.filter(({ entry }) => entry.startsWith('left ')).at(-1);
  if (!told) return [];
  const left = JSON.parse(told.entry.slice('left '.length)) as Record<string, number>;
  const waits = entries.filter(({ entry }) => BY_US.test(entry)).length;
  const late = entries.filter(({ entry }) => entry === 'event late_outcome').length;
  const allowed = mode === 'redirect' ? 0 : waits - late;
  const tooMany = Object.entries(left).filter(
    ([what, count]) => count > (['listeners', 'timers', 'channels'].includes(what) ? allowed : 0),
  );
  return tooMany.map(([what, count]) => `left behind: ${count} ${what}`);
}

function tooLate({ row, faultAt, slackMs }: Cell, entries: PageEntry[]): string[] {
  const end = callbacks(entries).at(-1)?.at;
  if (!row.withinMs || !faultAt || !end || end - faultAt <= row.withinMs + slackMs) return [];
  return [`took ${Math.round(end - faultAt)} ms, and may take ${row.withinMs}`];
}

function notShown({ row: { shows } }: Cell, entries: PageEntry[]): string[] {
  const shown = entries.filter(({ entry }) => entry.startsWith('shows ')).at(-1)?.entry;
  return shows === undefined || shown === `shows ${shows}`
    ? []
    : [`${shown ?? 'shows nothing'}, not ${shows}`];
}

/** Those of the screen, since a severed window says that it is closed. */
async function windowsLeft({ row, desk, windows }: Cell): Promise<string[]> {
  if (row.windowStays) return [];
  const end = Date.now() + WINDOWS_MS;
  for (;;) {
    const now = await desk.windows();
    if (now <= windows) return [];
    if (Date.now() > end) return [`left on the screen: ${JSON.stringify(await desk.titles())}`];
    await new Promise((later) => setTimeout(later, 50));
  }
}
