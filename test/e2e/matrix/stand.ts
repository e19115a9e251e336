import { type Desk, setDesk } from './desk.ts';
import type { MatrixBrowser } from './engines/browser.ts';
import { engines } from './engines/index.ts';
import { inTime } from './in-time.ts';
import type { Engine } from './row.ts';

/** A screen of its own with a browser on it. One cell runs there at a time. */
export interface Stand {
  engine: Engine;
  desk: Desk;
  browser: MatrixBrowser;
  /** How much later than its row says an outcome may be. */
  slackMs: number;
}

const START_MS = 60_000;
const CLEAR_MS = 10_000;

export async function setStand(engine: Engine, slackMs: number): Promise<Stand> {
  const desk = await inTime(setDesk(), START_MS, 'the screen does not start');
  const browser = await inTime(engines[engine](desk), START_MS, `${engine} does not start`);
  return { engine, desk, browser, slackMs };
}

/** A browser that does not end by itself ends with its screen. */
export async function clearStand({ browser, desk }: Stand): Promise<void> {
  await inTime(browser.close(), CLEAR_MS, 'hangs').catch(() => {});
  await desk.close();
}
