import { type Browser, chromium } from 'playwright-core';

/** Set by the test command once it has found, or installed, a browser. */
export const CHROMIUM: string = process.env['OPEN_CONSENT_CHROMIUM'] ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium. `real`: Playwright's own defaults that change how the web behaves, to leave out. */
export function launchChromium(real: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS, ignoreDefaultArgs: real });
}
