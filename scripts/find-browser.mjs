// Finds a Chromium for the browser tests, or gets one; the tests are never skipped for want of it.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];

const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const MISSING =
  'The browser tests need Chromium, Chrome or Edge: install one, or set OPEN_CONSENT_CHROMIUM to the path of its program.';

/** The path of a browser's program. Throws with one line that says what to install. */
export function findBrowser() {
  const named = process.env.OPEN_CONSENT_CHROMIUM;
  if (named && !isProgram(named))
    throw new Error(`OPEN_CONSENT_CHROMIUM is ${named}, and there is no program there.`);
  return named ?? lookAround() ?? install() ?? fail();
}

function lookAround() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** On a Debian system, as root, it is one command away. */
function install() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  console.log('No Chromium here: installing Debian’s.');
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const wanted = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', wanted, { stdio: ['ignore', 'ignore', 'inherit'], env });
  return lookAround();
}

function fail() {
  throw new Error(MISSING);
}
