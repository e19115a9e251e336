// Finds what the fault table runs in: three engines, and a screen with a window manager. Or gets it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { findProgram, installPackages, isProgram } from './programs.mjs';

/** The package of each program. */
const PACKAGES = {
  'firefox-esr': 'firefox-esr',
  WebKitWebDriver: 'webkit2gtk-driver',
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
  xprop: 'x11-utils',
  xmessage: 'x11-utils',
};

/** Environment variables with the path of every engine. Throws with one line that says what to install. */
export function findEngines() {
  const missing = missingPackages();
  if (missing.length > 0) installPackages(missing);
  const still = missingPackages();
  if (still.length > 0)
    throw new Error(`The fault table needs a Debian system with ${still.join(', ')}: install them.`);
  return {
    OPEN_CONSENT_CHROMIUM: findBrowser(),
    OPEN_CONSENT_FIREFOX: findProgram('firefox-esr'),
    OPEN_CONSENT_WEBKIT_DRIVER: findProgram('WebKitWebDriver'),
    OPEN_CONSENT_WEBKIT: findMiniBrowser(),
  };
}

function missingPackages() {
  const missing = Object.keys(PACKAGES).filter((name) => !findProgram(name));
  const packages = missing.map((name) => PACKAGES[name]);
  if (!findMiniBrowser()) packages.push('webkit2gtk-driver');
  return [...new Set(packages)];
}

/** The browser that WebKit's driver drives is no program of the path, but comes with its library. */
function findMiniBrowser() {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const versions = ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'];
  const places = folders.flatMap((folder) =>
    versions.map((version) => join('/usr/lib', folder, version, 'MiniBrowser')),
  );
  return places.find(isProgram);
}
