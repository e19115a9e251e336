import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver';
import type { Desk } from '../desk.ts';
import { waitFor } from '../wait-for.ts';
import type { StartBrowser, Tab } from './browser.ts';

const DRIVER = process.env['OPEN_CONSENT_WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver';
const BROWSER = process.env['OPEN_CONSENT_WEBKIT'] ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** A session for each cell: one whose window was severed is of no use to its driver any more. */
export const startWebkit: StartBrowser = async (desk) => {
  const { server, port } = await startDriver(desk);
  return {
    async open(url) {
      const driver = await newSession(port);
      await driver.get(url);
      return tabOf(driver);
    },
    async close() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
};

function tabOf(driver: WebDriver): Tab {
  return {
    click: (selector) => driver.findElement(By.css(selector)).click(),
    reload: () => driver.navigate().refresh(),
    back: () => driver.navigate().back(),
    async another(url) {
      // In a tab that its driver has opened, this engine refuses every window.
      await driver.switchTo().newWindow('window');
      await driver.get(url);
      return tabOf(driver);
    },
    close: () => driver.quit(),
  };
}

function newSession(port: number): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] },
    // Pages that never finish loading are part of the table.
    pageLoadStrategy: 'eager',
  });
  return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
}

async function startDriver({ env }: Desk): Promise<{ server: ChildProcess; port: number }> {
  const port = await freePort();
  const server = spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore' });
  await waitFor('the driver', () => listens(port));
  return { server, port };
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
