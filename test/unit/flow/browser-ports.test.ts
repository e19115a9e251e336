import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMarks } from '../../../src/browser/marks.ts';
import { browserPorts } from '../../../src/flow/browser-ports.ts';
import { openConsent } from '../../../src/flow/open-consent.ts';
import type { Ports } from '../../../src/flow/ports.ts';
import { CORE_TEXTS } from '../../../src/model/core-texts.ts';
import type { OpenConsentOptions } from '../../../src/model/options.ts';
import type { AuthUrl } from '../../../src/protocol/auth-url.ts';
import { type FakeBrowser, fakeBrowser, loadElements, type Place } from '../../support/fake-browser.ts';

const PROVIDER = 'https://auth.fiskil.com/consent';
const NOTHING = { timers: 0, listeners: [], channels: 0, locks: [] };

let browser: FakeBrowser;
let tab: Place;
let ports: Ports;
let life: AbortController;
let restore: () => void;
beforeAll(loadElements);
beforeEach(() => {
  browser = fakeBrowser();
  tab = browser.openTab('https://app.example/accounts');
  restore = browser.installGlobals();
  ports = browserPorts(tab.win, CORE_TEXTS);
  life = new AbortController();
});
afterEach(() => restore());

const session = { session_id: 's1', auth_url: PROVIDER, expires_at: 4_000_000_000 };
const popupOf = () => browser.tabs.find(({ scripted }) => scripted) as Place;

describe('a flow’s outside', () => {
  it('is the page: its address, its clock', () => {
    expect(ports.address()).toBe('https://app.example/accounts');
    expect(ports.now()).toBe(browser.now());
  });

  it('marks the tab', () => {
    ports.markTab('flow-1');
    expect(readMarks(tab.win)).toEqual({ 'flow-1': 'tab' });
    ports.unmark('flow-1');
    expect(readMarks(tab.win)).toEqual({});
  });

  it('keeps records in the page’s storage', () => {
    const record = {
      v: 2,
      mode: 'popup',
      sessionId: 's1',
      expiresAt: 1,
      named: true,
      returnUrl: '',
    } as const;
    ports.records.write('flow-1', record);
    expect(tab.win.localStorage.getItem('open-consent.flow.flow-1')).toBe(JSON.stringify(record));
  });

  it('holds the lock of a flow, listens and beats until it ends', async () => {
    const beat = vi.fn();
    const heard = vi.fn();
    const refused = vi.fn();
    ports.holdLock('flow-1', life.signal);
    ports.pulse(beat, life.signal);
    ports.inbox(heard, life.signal);
    ports.frameRefusals(refused, life.signal);
    await browser.pass(200);
    expect(tab.page.held().locks).toEqual(['open-consent.flow-1']);
    expect(beat).toHaveBeenCalledOnce();
    tab.page.fire('message', { origin: 'https://auth.fiskil.com', data: 1, source: null });
    expect(heard).toHaveBeenCalledOnce();
    const violation = { disposition: 'enforce', effectiveDirective: 'frame-src', blockedURI: PROVIDER };
    tab.page.fire('securitypolicyviolation', violation, tab.page.document.events);
    expect(refused).toHaveBeenCalledExactlyOnceWith('https://auth.fiskil.com');
    life.abort();
    await browser.pass(1000);
    expect(tab.page.held()).toEqual(NOTHING);
  });
});

describe('a launcher', () => {
  const send = (mode: Parameters<Ports['launch']>[0], options: Partial<OpenConsentOptions> = {}) =>
    ports.launch(mode, { session, ...options })?.navigate(new URL(PROVIDER) as AuthUrl, 'flow-1');

  it('is a window of the size that the options say', async () => {
    const open = vi.spyOn(tab.win, 'open');
    send('popup', { popup: { width: 400, height: 600 } });
    await browser.settle();
    expect(popupOf().url).toBe(PROVIDER);
    expect(open.mock.calls[0]?.[2]).toContain('width=400,height=600');
  });

  it('is a frame in the container, with the options’ attributes', async () => {
    const container = tab.win.document.body;
    send('iframe', { container, iframe: { allow: 'camera' } });
    await browser.settle();
    const frame = container.querySelector('iframe');
    expect([frame?.src, frame?.title, frame?.allow]).toEqual([PROVIDER, 'Connect your bank', 'camera']);
    expect(tab.url).not.toBe(PROVIDER);
  });

  it('is the page itself', async () => {
    send('redirect');
    await browser.settle();
    expect(tab.url).toBe(PROVIDER);
  });
});

describe('the address of a window', () => {
  it('is seen while it is on the page’s own origin', async () => {
    const popup = tab.win.open('https://app.example/callback') as Window;
    await browser.settle();
    expect(ports.addressOf(popup)).toBe('https://app.example/callback');
    popupOf().go(PROVIDER);
    await browser.settle();
    expect(ports.addressOf(popup)).toBeUndefined();
  });
});

describe('openConsent()', () => {
  it('opens a flow on the page', async () => {
    const flow = openConsent({ session, mode: 'popup' });
    await browser.settle();
    expect(flow.state.phase).toBe('active');
    expect(popupOf().url).toBe(PROVIDER);
    flow.cancel();
  });

  it('has no panel to ask the user in: a blocked window fails', async () => {
    vi.spyOn(tab.win, 'open').mockReturnValue(null);
    expect(await openConsent({ session, mode: 'popup' })).toMatchObject({ error: { code: 'popup_blocked' } });
  });

  it('opens one at a time', () => {
    const options: OpenConsentOptions = { session: () => new Promise(() => {}), mode: 'popup' };
    const flow = openConsent(options);
    expect(openConsent(options)).toBe(flow);
    flow.cancel();
  });

  it('opens it outside of all zones', () => {
    const run = vi.fn((open: () => unknown) => open());
    vi.stubGlobal('Zone', { root: { run }, current: { run } });
    openConsent({ session, mode: 'popup' }).cancel();
    vi.unstubAllGlobals();
    expect(run).toHaveBeenCalled();
  });
});
