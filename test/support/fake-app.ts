import { type FlowRecord, openRecords } from '../../src/browser/records.ts';
import { type FakeBrowser, fakeBrowser, type Place } from './fake-browser.ts';

export const APP = 'https://app.example';

export interface FakeApp {
  browser: FakeBrowser;
  /** The host page. */
  tab: Place;
  /** Gives the test's own globals back. */
  restore: () => void;
}

/** A new browser with the host page in its only tab, and the globals of that browser. */
export function openApp(): FakeApp {
  const browser = fakeBrowser();
  const tab = browser.openTab(`${APP}/`);
  return { browser, tab, restore: browser.installGlobals() };
}

/** Stores the record of a redirect, `flow-1`, that began on this page. */
export function keepRecord({ browser, tab }: Omit<FakeApp, 'restore'>, change: Partial<FlowRecord>): void {
  const expiresAt = browser.now() + 600_000;
  const record = {
    v: 2,
    mode: 'redirect',
    sessionId: 's1',
    expiresAt,
    named: true,
    returnUrl: `${APP}/`,
  } as const;
  openRecords(tab.win, browser.now).write('flow-1', { ...record, ...change });
}

/** Adds a frame to the page, and waits until it has loaded. */
export async function addFrame(
  browser: FakeBrowser,
  place: Place,
  url: string,
  attributes: Record<string, string> = {},
): Promise<Place> {
  const { document } = place.win;
  const element = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.src = url;
  document.body.append(element);
  await browser.settle();
  return place.frames[0] as Place;
}
