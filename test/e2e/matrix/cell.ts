import type { HostServer } from '../../support/host-server.ts';
import type { Tab } from './engines/browser.ts';
import type { Ask, Mode, Row } from './row.ts';
import type { Site } from './site.ts';
import type { Stand } from './stand.ts';

/** One row in one mode in one engine, while it runs. */
export interface Cell extends Stand, Site {
  row: Row;
  mode: Mode;
  /** The tab that steps act on. */
  tab: Tab;
  /** Tabs of other profiles. */
  others: Tab[];
  /** The windows there were before the flow. */
  windows: number;
  /** When the fault came, if a step has said so. */
  faultAt?: number;
}

/** Opens the host page. */
export async function openCell(stand: Stand, site: Site, row: Row, mode: Mode): Promise<Cell> {
  await stand.desk.manage(row.focus ?? 'usual');
  const tab = await stand.browser.open(addressOf(site.host, row, mode));
  return { ...stand, ...site, row, mode, tab, others: [], windows: 0 };
}

/** The host page stands, and has the keyboard. */
export async function settleIn(cell: Cell): Promise<void> {
  await cell.log.until('ready');
  await cell.desk.activate('Host page');
  cell.windows = await cell.desk.windows();
}

export function addressOf(
  host: HostServer,
  { page = 'host', query = {}, asks = [{}] }: Row,
  mode: Mode,
): string {
  const inner = page === 'frame-around' ? 'host' : page;
  const url = pageAddress(host.origin, inner, query);
  url.searchParams.set('asks', JSON.stringify(asks.map((ask) => fillIn(ask, mode))));
  if (page !== 'frame-around') return url.href;
  const { sandbox = [] } = query;
  return pageAddress(host.other, page, { of: url.href, sandbox }).href;
}

function pageAddress(origin: string, page: string, query: Record<string, string | string[]>): URL {
  const url = new URL(`/matrix/${page}`, origin);
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) url.searchParams.append(name, value);
  }
  return url;
}

function fillIn(ask: Ask, mode: Mode): Ask {
  return { mode, home: '/matrix/callback', ...ask };
}
