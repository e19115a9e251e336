import { beforeEach, expect, it } from 'vitest';
import type { Launcher } from '../../../src/launchers/launcher.ts';
import { openRedirect } from '../../../src/launchers/redirect.ts';
import type { AuthUrl } from '../../../src/protocol/auth-url.ts';
import { type FakeBrowser, fakeBrowser, type Place } from '../../support/fake-browser.ts';

const HOST = 'https://app.example/';
const OTHER = 'https://app.example/other';
const PROVIDER = 'https://auth.fiskil.com/consent';

let browser: FakeBrowser;
let tab: Place;
let navigation: EventTarget;
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab(HOST);
  navigation = new EventTarget();
  Object.assign(tab.win, { navigation });
});

function leave(): Launcher {
  const redirect = openRedirect(tab.win);
  redirect.navigate(new URL(PROVIDER) as AuthUrl, 'flow-1');
  return redirect;
}

/** The user answers "Leave site?" with Stay. */
const stay = () => {
  tab.stop();
  navigation.dispatchEvent(new Event('navigateerror'));
};

it('takes the host page to the provider, which Back undoes', async () => {
  leave();
  await browser.settle();
  expect(tab.url).toBe(PROVIDER);
  tab.back();
  await browser.settle();
  expect(tab.url).toBe(HOST);
});

it('goes in a browser that has no Navigation API', async () => {
  Object.assign(tab.win, { navigation: undefined });
  leave();
  await browser.settle();
  expect(tab.url).toBe(PROVIDER);
});

it('that was called off while the page is still here, goes nowhere', async () => {
  leave().close(false, false);
  await browser.settle();
  expect(tab.url).toBe(HOST);
  expect(tab.page.held().listeners).toEqual([]);
});

it('is gone once the user has chosen to stay, and not before', () => {
  const redirect = leave();
  expect(redirect.gone()).toBe(false);
  stay();
  expect(redirect.gone()).toBe(true);
});

it('hears of nothing more once it was called off', () => {
  const redirect = leave();
  redirect.close(false, false);
  stay();
  expect(redirect.gone()).toBe(false);
});

it.each([
  ['that has not begun', () => openRedirect(tab.win)],
  [
    'that the user has stopped',
    () => {
      const redirect = leave();
      stay();
      return redirect;
    },
  ],
])('%s leaves another way out of the page alone when it ends', async (_, begin) => {
  const redirect = begin();
  tab.go(OTHER);
  redirect.close(false, false);
  await browser.settle();
  expect(tab.url).toBe(OTHER);
});

it('that the user came back from leaves the next way out of the page alone when it ends', async () => {
  const redirect = leave();
  await browser.settle();
  tab.back();
  await browser.settle();
  tab.go(OTHER);
  redirect.close(false, false);
  await browser.settle();
  expect(tab.url).toBe(OTHER);
});
