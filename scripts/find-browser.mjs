// Finds a Chromium for the browser tests, or gets one; the tests are never skipped for want of it.
import { findProgram, installPackages, isProgram } from './programs.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome.exe',
  'msedge.exe',
];

const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  `${process.env.LOCALAPPDATA}\\Google\\Chrome\\Application\\chrome.exe`,
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const SHELL = 'chromium-headless-shell';

const MISSING =
  'The browser tests need Chromium, Chrome or Edge: install one, or set OPEN_CONSENT_CHROMIUM to the path of its program.';

/** The path of a browser's program. Throws with one line that says what to install. */
export function findBrowser() {
  return named('OPEN_CONSENT_CHROMIUM') ?? lookAround() ?? install() ?? fail();
}

/**
 * The path of Chromium's headless shell, for tests that need no whole browser: they take half the time there. A machine
 * that has none runs them in the whole browser.
 */
export function findShell() {
  const look = () => named('OPEN_CONSENT_SHELL') ?? findProgram(SHELL);
  if (!look()) installPackages([SHELL]);
  return look() ?? findBrowser();
}

function named(variable) {
  const path = process.env[variable];
  if (path && !isProgram(path)) throw new Error(`${variable} is ${path}, and there is no program there.`);
  return path || undefined;
}

function lookAround() {
  return findProgram(...NAMES) ?? PLACES.find(isProgram);
}

function install() {
  installPackages(['chromium']);
  return lookAround();
}

function fail() {
  throw new Error(MISSING);
}
