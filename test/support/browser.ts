import { type Browser, chromium } from 'playwright-core';

/** Set by the test commands once they have found, or installed, a browser. */
export const CHROMIUM: string = process.env['OPEN_CONSENT_CHROMIUM'] ?? '/usr/bin/chromium';

/** Chromium's engine without its windows and menus, for tests of pages: it takes half the time. */
export const SHELL: string = process.env['OPEN_CONSENT_SHELL'] ?? CHROMIUM;

/**
 * Features that Chromium does without. A list replaces Playwright's own, so the names there are repeated here. The last
 * three are pages that newer versions load behind the address bar of every window; they cost a third of all CPU time.
 */
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
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
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
