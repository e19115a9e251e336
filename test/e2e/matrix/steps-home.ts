import { failedEnds } from '../../../src/sandbox/endings.ts';
import { appendQuery, resultQuery } from '../../../src/sandbox/result.ts';
import { addressOf, type Cell } from './cell.ts';
import type { Step } from './row.ts';

/** The verbs for the ways home: other tabs, other browsers, Back and Forward. */

export type Ending = 'success' | 'denied';

/** Where the newest session comes home: what the provider would send the browser to. */
function homeAddress({ host }: Cell, ending: Ending): string {
  const session = host.minted.at(-1);
  if (!session) throw new Error('no session was minted yet');
  const { sessionId, home } = session;
  return appendQuery(home, resultQuery(endOf(sessionId, ending)));
}

function endOf(sessionId: string, ending: Ending): Parameters<typeof resultQuery>[0] {
  if (ending === 'success') return { status: 'success', sessionId, consentId: 'consent-1' };
  const { at: _, ...error } = failedEnds[ending];
  return { status: 'failed', error: { ...error, errorId: 'err_1', errorUri: 'https://docs.fiskil.com/' } };
}

/** The provider comes home in a tab that nobody opened, as a bank's app does; `at` is a page of the app. */
export function homeInNewTab(ending: Ending, at?: string): Step {
  return async (cell) => {
    await cell.tab.another(moved(homeAddress(cell, ending), at));
    cell.windows = await cell.desk.windows();
  };
}

/** The same in the tab where it began. */
export function homeInSameTab(ending: Ending): Step {
  return (cell) => cell.tab.go(homeAddress(cell, ending));
}

/** The same in a browser that knows nothing of the flow. */
export function homeInOtherBrowser(ending: Ending): Step {
  return async (cell) => {
    cell.others.push(await cell.browser.elsewhere(homeAddress(cell, ending)));
    cell.windows = await cell.desk.windows();
  };
}

function moved(address: string, path: string | undefined): string {
  return path === undefined ? address : Object.assign(new URL(address), { pathname: path }).href;
}

/** The same host page in another tab; what follows happens there. */
export const anotherTab: Step = async (cell) => {
  cell.tab = await cell.tab.another(addressOf(cell.host, cell.row, cell.mode));
  await cell.log.until('ready', 1);
  cell.windows = await cell.desk.windows();
};

/** The browser's own Back. The tab must be in front. */
export const back: Step = ({ tab }) => tab.back();

/** Waits until the window that has the keyboard has this title. */
export function inFront(title: string): Step {
  return ({ desk }) => desk.untilActive(title);
}
