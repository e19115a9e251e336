import { type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM, LAUNCH } from './browser.ts';

/** What Playwright turns off by default, and users have: the back/forward cache, the popup blocker, scroll bars. */
const REAL = ['--disable-back-forward-cache', '--disable-popup-blocking', '--hide-scrollbars'];

/** For all browser tests of a run: starts the one Chromium that they share. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return share(project, CHROMIUM);
}

/** Starts the browser that this project's tests share. Returns what ends it. */
export async function share(project: TestProject, executablePath: string): Promise<() => Promise<void>> {
  const { server, sandbox } = await launch(executablePath, LAUNCH.chromiumSandbox);
  project.provide('chromium', { address: server.wsEndpoint(), sandbox });
  return () => server.close();
}

interface Launched {
  server: BrowserServer;
  sandbox: boolean;
}

/** Many containers leave Chromium no way to make its sandbox. The tests open only pages of their own. */
async function launch(executablePath: string, sandbox: boolean): Promise<Launched> {
  const options = { ...LAUNCH, executablePath, chromiumSandbox: sandbox, ignoreDefaultArgs: REAL };
  try {
    return { server: await chromium.launchServer(options), sandbox };
  } catch (error) {
    if (!sandbox || !/no usable sandbox/i.test(String(error))) throw error;
    console.warn('Chromium cannot make its sandbox on this machine. The tests run it without one.');
    return launch(executablePath, false);
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    chromium: {
      /** Where Playwright connects to the browser. */
      address: string;
      /** Whether a browser that is started here may use its sandbox. */
      sandbox: boolean;
    };
  }
}
