import { type Browser, chromium } from 'playwright-core';

/** Set by the test commands once they have found, or installed, a browser. */
export const CHROMIUM: string = process.env['OPEN_CONSENT_CHROMIUM'] ?? '/usr/bin/chromium';

/** Chromium's engine without its windows and menus, for tests of pages: it takes half the time. */
export const SHELL: string = process.env['OPEN_CONSENT_SHELL'] ?? CHROMIUM;

/** Pages that newer versions of Chromium load behind the address bar of every window. They cost a third of all CPU time. */
export const ADDRESS_BAR: readonly string[] = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
];

/** Features that Chromium does without. A list replaces Playwright's own, so the names there are repeated here. */
const OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'BlockOriginHeaderModificationOnRedirect',
  'Translate',
  'AutoDeElevate',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  ...ADDRESS_BAR,
];

/** How a headless Chromium is started for tests. */
export const LAUNCH: { executablePath: string; chromiumSandbox: boolean; args: string[] } = {
  executablePath: CHROMIUM,
  // Chromium's sandbox refuses to work for root.
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${OFF}`,
  ],
};

/** A Chromium of one's own, with Playwright's defaults. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch(LAUNCH);
}
