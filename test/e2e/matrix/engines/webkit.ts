import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver';
import type { Desk } from '../desk.ts';
import { inTime } from '../in-time.ts';
import { waitFor } from '../wait-for.ts';
import type { StartBrowser, Tab } from './browser.ts';

const DRIVER = process.env['OPEN_CONSENT_WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver';
const BROWSER = process.env['OPEN_CONSENT_WEBKIT'] ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** A session starts a browser, so the next cell takes over one that is still of use. */
export const startWebkit: StartBrowser = async (desk) => {
  const { port, stop } = await startDriver(desk);
  const idle: Session[] = [];
  const give = async (url: string, session: Session) => {
    await session.driver.get(url);
    return tabOf(desk, session.driver, async () => {
      if (await tidyUp(session)) idle.push(session);
    });
  };
  return {
    open: async (url) => give(url, idle.pop() ?? (await newSession(port))),
    async elsewhere(url) {
      // A driver has one browser at a time.
      const other = await startDriver(desk);
      const driver = await startSession(other.port);
      await driver.get(url);
      return tabOf(desk, driver, async () => {
        await driver.quit();
        await other.stop();
      });
    },
    close: stop,
  };
};

interface Session {
  driver: WebDriver;
  /** The handle of its first window. */
  home: string;
  cells: number;
}

/** A browser that has run for long is slow. */
const MOST_CELLS = 25;
const TIDY_MS = 5000;

/** Closes all windows but the first. Ends the session, and says no, where its driver has lost its way. */
async function tidyUp(session: Session): Promise<boolean> {
  const { driver } = session;
  session.cells += 1;
  const tidied = inTime(closeOthers(session), TIDY_MS, 'hangs').then(
    () => session.cells < MOST_CELLS,
    () => false,
  );
  if (await tidied) return true;
  await driver.quit();
  return false;
}

async function closeOthers({ driver, home }: Session): Promise<void> {
  for (const handle of await driver.getAllWindowHandles()) {
    if (handle === home) continue;
    await driver.switchTo().window(handle);
    await driver.close();
  }
  await driver.switchTo().window(home);
}

/** A page of the table has loaded by then. */
const LOADED_MS = 1500;

/** Where the buttons are in the bar of MiniBrowser. */
const BACK_X = 20;
const FORWARD_X = 60;
const BAR_Y = 25;

function tabOf(desk: Desk, driver: WebDriver, close: () => Promise<void>): Tab {
  return {
    click: (selector) => driver.findElement(By.css(selector)).click(),
    // If the tab is still loading a page, its driver waits for ever.
    async go(url) {
      await new Promise((later) => setTimeout(later, LOADED_MS));
      await driver.get(url);
    },
    reload: () => driver.navigate().refresh(),
    // Its browser has buttons and no keys for these; its driver waits for ever for a page out of the back/forward cache.
    back: () => desk.clickInFront(BACK_X, BAR_Y),
    forward: () => desk.clickInFront(FORWARD_X, BAR_Y),
    async another(url) {
      // In a tab that its driver has opened, this engine refuses every window.
      await driver.switchTo().newWindow('window');
      await driver.get(url);
      return tabOf(desk, driver, close);
    },
    close,
  };
}

async function newSession(port: number): Promise<Session> {
  const driver = await startSession(port);
  return { driver, home: await driver.getWindowHandle(), cells: 0 };
}

function startSession(port: number): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] },
    // Pages that never finish loading are part of the table.
    pageLoadStrategy: 'eager',
  });
  return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
}

interface Driver {
  port: number;
  stop(): Promise<void>;
}

async function startDriver({ env }: Desk): Promise<Driver> {
  const port = await freePort();
  const server = spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore' });
  await waitFor('the driver', () => listens(port));
  return {
    port,
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
