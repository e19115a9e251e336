import type { Sandbox } from '../../../src/sandbox.ts';
import { type HostServer, startHost } from '../../support/host-server.ts';
import type { Desk } from './desk.ts';
import type { MatrixBrowser, Tab } from './engines/browser.ts';
import { createLog, type Log } from './log.ts';
import type { Ask, Engine, Mode, Row } from './row.ts';

/** One row in one mode in one engine, while it runs. */
export interface Cell {
  row: Row;
  mode: Mode;
  engine: Engine;
  host: HostServer;
  tab: Tab;
  desk: Desk;
  sandbox: Sandbox;
  log: Log;
  /** The windows there were before the flow. */
  windows: number;
  /** How much later than its row says an outcome may be. */
  slackMs: number;
  /** When the fault came, if a step has said so. */
  faultAt?: number;
}

export interface Stand {
  engine: Engine;
  desk: Desk;
  browser: MatrixBrowser;
  sandbox: Sandbox;
  slackMs: number;
}

/** A host page of an origin of its own, so that no cell finds what another has stored. */
export async function openCell(stand: Stand, row: Row, mode: Mode): Promise<Cell> {
  const { engine, desk, browser, sandbox, slackMs } = stand;
  const host = await startHost(sandbox);
  const log = createLog();
  host.onEntry(log.add);
  await desk.manage(row.focus ?? 'usual');
  const tab = await browser.open(addressOf(host, row, mode));
  return { row, mode, engine, host, tab, desk, sandbox, slackMs, log, windows: 0 };
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
