import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFrame } from '../../../src/launchers/frame.ts';
import type { FrameOptions } from '../../../src/model/options.ts';
import type { AuthUrl } from '../../../src/protocol/auth-url.ts';
import { type FakeBrowser, fakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

const PROVIDER = 'https://auth.fiskil.com/consent';

let browser: FakeBrowser;
let tab: Place;
let container: HTMLElement;
beforeAll(loadElements);
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab('https://app.example/');
  const { document } = tab.win;
  container = document.createElement('div');
  document.body.append(container);
});

const element = () => container.querySelector('iframe') as HTMLIFrameElement;

/** A frame that is on its way to the provider. */
function open(options?: FrameOptions) {
  const launcher = openFrame(tab.win, container, 'Connect your bank', options);
  launcher.navigate(new URL(PROVIDER) as AuthUrl, 'flow-1');
  return launcher;
}

describe('the frame', () => {
  it('joins the page only with its address', async () => {
    const launcher = openFrame(tab.win, container, 'Connect your bank');
    expect(container.childElementCount).toBe(0);
    launcher.navigate(new URL(PROVIDER) as AuthUrl, 'flow-1');
    await browser.settle();
    expect(tab.frames.map(({ url }) => url)).toEqual([PROVIDER]);
  });

  it('has a name of its own, by which the callback page knows it', () => {
    open();
    const { name } = element();
    expect(name).toMatch(/^open-consent-0\.\d+$/);
    element().remove();
    open();
    expect(element().name).not.toBe(name);
  });

  it('may use passkeys, on every page that it comes to', () => {
    open();
    expect(element().allow).toBe('publickey-credentials-get *');
  });

  it('may do what a bank’s page needs, and take over the tab only after a click', () => {
    open();
    const allowed = element().getAttribute('sandbox')?.split(' ').sort();
    expect(allowed).toEqual([
      'allow-downloads',
      'allow-forms',
      'allow-modals',
      'allow-popups',
      'allow-popups-to-escape-sandbox',
      'allow-same-origin',
      'allow-scripts',
      'allow-storage-access-by-user-activation',
      'allow-top-navigation-by-user-activation',
    ]);
  });

  it('has its name for screen readers, or the one that it was given', () => {
    open();
    expect(element().title).toBe('Connect your bank');
    element().remove();
    open({ title: 'Your bank' });
    expect(element().title).toBe('Your bank');
  });

  it('takes other permissions, and no sandbox where that is asked for', () => {
    open({ allow: 'camera', sandbox: 'allow-scripts' });
    expect(element().allow).toBe('camera');
    expect(element().getAttribute('sandbox')).toBe('allow-scripts');
    element().remove();
    open({ sandbox: false });
    expect(element().hasAttribute('sandbox')).toBe(false);
  });

  it('is not part of what Turbo shows again', () => {
    open();
    expect(element().getAttribute('data-turbo-temporary')).toBe('');
  });

  it('fills its place, and is at least 600 pixels high', () => {
    open();
    const { display, width, height, minHeight } = element().style;
    expect({ display, width, height, minHeight }).toEqual({
      display: 'block',
      width: '100%',
      height: '100%',
      minHeight: '600px',
    });
  });

  it('is exactly as high as it was told', () => {
    open({ height: '20rem' });
    const { height, minHeight } = element().style;
    expect([height, Number.parseInt(minHeight, 10)]).toEqual(['20rem', 0]);
  });
});

describe('the frame under way', () => {
  it('is the window whose messages count', async () => {
    const launcher = open();
    await browser.settle();
    expect(launcher.target?.()).toBe(element().contentWindow);
  });

  it('is gone once it is out of the page', () => {
    const launcher = open();
    expect(launcher.gone()).toBe(false);
    container.remove();
    expect(launcher.gone()).toBe(true);
  });

  it('is not gone while its place has not joined the page', () => {
    container.remove();
    const launcher = open();
    expect(launcher.gone()).toBe(false);
    tab.win.document.body.append(container);
    expect(launcher.gone()).toBe(false);
    container.remove();
    expect(launcher.gone()).toBe(true);
  });

  it('is busy while it has the focus, and can be given it', async () => {
    const launcher = open();
    await browser.settle();
    expect(launcher.busy?.()).toBe(false);
    launcher.focus?.();
    expect(launcher.busy?.()).toBe(true);
  });

  it('counts the pages that it has loaded', async () => {
    const launcher = open();
    expect(launcher.loads?.()).toBe(0);
    await browser.settle();
    expect(launcher.loads?.()).toBe(1);
    tab.frames[0]?.go('https://bank.example/');
    await browser.settle();
    expect(launcher.loads?.()).toBe(2);
  });
});

describe('a frame that is to close', () => {
  it('is taken out of the page', async () => {
    open().close(false, false);
    expect(container.childElementCount).toBe(0);
    expect(tab.page.held().timers).toBe(0);
  });

  it('that may still have something to deliver is out of sight, and out of the page after a second', async () => {
    const launcher = open();
    const frame = element();
    launcher.close(true, false);
    expect(frame.style.getPropertyValue('display')).toBe('none');
    expect(frame.style.getPropertyPriority('display')).toBe('important');
    await browser.pass(999);
    expect(frame.isConnected).toBe(true);
    await browser.pass(1);
    expect(frame.isConnected).toBe(false);
  });
});
