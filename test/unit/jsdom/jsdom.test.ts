import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConsentElement } from '../../../src/element.ts';
import type { ConsentOutcome, OpenConsentOptions } from '../../../src/index.ts';

type World = Window & typeof globalThis & { OpenConsent: typeof import('../../../src/global.ts') };
interface Jsdom {
  JSDOM: new (html: string, options: object) => { window: World };
  VirtualConsole: new () => { on(name: string, heard: (error: Error & { type?: string }) => void): void };
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const VERSIONS = { '29': 'jsdom', '26': 'jsdom-26' };

/** As a script for a page that has no modules. */
async function bundle(entry: string, code?: string): Promise<string> {
  const app = {
    name: 'app',
    resolveId: (id: string) => (code && id.endsWith(entry) ? `\0${entry}` : null),
    load: (id: string) => (id === `\0${entry}` ? (code ?? null) : null),
  };
  const [{ output }] = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [app],
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
      lib: { entry, formats: ['iife'], name: 'OpenConsent' },
    },
  })) as [Rolldown.RolldownOutput];
  return output[0].code;
}

const HOOK = `
  import { createElement, act } from 'react';
  import { createRoot } from 'react-dom/client';
  import { useOpenConsent } from '${at('../../../src/react.ts')}';
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  function Connect() {
    const { open, cancel, state, outcome } = useOpenConsent({ session: () => window.session, mode: 'popup' });
    return [
      createElement('button', { key: 1, onClick: open }, 'Connect'),
      createElement('output', { key: 2 }, state.phase + ' ' + (outcome?.error?.code ?? '')),
      createElement('button', { key: 3, onClick: cancel, id: 'cancel' }, 'Cancel'),
    ];
  }
  window.act = act;
  act(() => createRoot(document.body).render(createElement(Connect)));
`;

let script: string;
let hook: string;
beforeAll(async () => {
  script = await bundle(at('../../../src/global.ts'));
  hook = await bundle('the-app', HOOK);
}, 60_000);

const session = {
  session_id: 's-1',
  auth_url: 'https://auth.fiskil.com/?sess_id=s-1',
  expires_at: 9_999_999_999,
};
const MARKUP =
  '<!doctype html><html lang="en"><body><open-consent mode="popup">Connect</open-consent></body></html>';

/** jsdom takes its time to load, and a cancelled frame stays for a second, out of sight. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000 });
vi.setConfig({ testTimeout: 30_000 });

let close = () => {};
afterEach(() => close());

/** A page of that jsdom, and what went wrong on it that is no gap of jsdom's own. */
function open(version: keyof typeof VERSIONS, code: string): { window: World; errors: string[] } {
  const require = createRequire(at('../../apps/jsdom/package.json'));
  const { JSDOM, VirtualConsole } = require(VERSIONS[version]) as Jsdom;
  const errors: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => {
    if (!/^not.implemented$/.test(error.type ?? '')) errors.push(String(error));
  });
  const { window } = new JSDOM(MARKUP, {
    runScripts: 'outside-only',
    url: 'http://localhost/app',
    virtualConsole,
  });
  close = () => window.close();
  // The tools that run tests in jsdom lend it Node's own.
  Object.assign(window, { session, MessageChannel });
  window.eval(code);
  return { window, errors };
}

const host = ({ document }: World) => document.querySelector('.open-consent')?.shadowRoot;
const named = (window: World, name: string) =>
  [...(host(window)?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === name);
const panel = (window: World) => host(window)?.querySelector('dialog[open] h2')?.textContent;

const rejected = vi.fn();
process.on('unhandledRejection', rejected);
afterEach(() => expect(rejected).not.toHaveBeenCalled());

describe.each(Object.keys(VERSIONS) as (keyof typeof VERSIONS)[])('in jsdom %s', (version) => {
  const run = (options: Partial<OpenConsentOptions>) => {
    const page = open(version, script);
    const flow = page.window.OpenConsent.openConsent({ session: () => session, ...options });
    return { ...page, flow };
  };

  it('the element is a button, says that the window was blocked, and ends as its user says', async () => {
    const { window, errors } = open(version, script);
    const element = window.document.querySelector('open-consent') as ConsentElement;
    element.session = () => session;
    const told: ConsentOutcome[] = [];
    element.addEventListener('consent-cancel', ({ detail }) => told.push(detail));
    element.shadowRoot?.querySelector('button')?.click();
    await until(() => expect(panel(window)).toBe('Your browser blocked the window'));
    expect(element.state.phase).toBe('blocked');
    named(window, 'Cancel')?.click();
    await until(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({ reason: 'dismissed', error: { code: 'popup_blocked' } });
    expect(window.document.documentElement.outerHTML).not.toContain('style');
    expect(errors).toEqual([]);
  });

  it.each(['popup', 'auto'] as const)('a popup is blocked (%s), and the panel says so', async (mode) => {
    const { window, flow, errors } = run({ mode });
    await until(() => expect(panel(window)).toBe('Your browser blocked the window'));
    flow.cancel();
    expect(await flow).toMatchObject({ status: 'cancelled', error: { code: 'popup_blocked' } });
    expect(errors).toEqual([]);
  });

  it('a popup without the widget ends in an error with a code', async () => {
    const { flow, errors } = run({ mode: 'popup', ui: false });
    expect(await flow).toMatchObject({ status: 'failed', error: { code: 'popup_blocked' } });
    expect(errors).toEqual([]);
  });

  it('a frame is shown in the dialog, and left again', async () => {
    const { window, flow, errors } = run({ mode: 'iframe' });
    await until(() => expect(flow.state.phase).toBe('active'));
    expect(panel(window)).toBe('Connect your bank');
    expect(host(window)?.querySelector('iframe')?.src).toBe(session.auth_url);
    host(window)?.querySelector<HTMLElement>('[part=close]')?.click();
    expect(await flow).toMatchObject({ status: 'cancelled', reason: 'dismissed' });
    await until(() => expect(window.document.querySelectorAll('.open-consent').length).toBe(0));
    expect(errors).toEqual([]);
  });

  it('a frame in the page ends in success, and a handler that throws harms nobody', async () => {
    const { window, errors } = open(version, script);
    const onSuccess = vi.fn(() => {
      throw new Error('of the page');
    });
    const container = window.document.body;
    const flow = window.OpenConsent.openConsent({
      session: () => session,
      mode: 'iframe',
      container,
      onSuccess,
    });
    await until(() => expect(flow.state.phase).toBe('active'));
    const message = new window.MessageEvent('message', {
      data: { isCompleted: true, consentID: 'c-1' },
      origin: 'https://auth.fiskil.com',
      source: container.querySelector('iframe')?.contentWindow as Window,
    });
    window.dispatchEvent(message);
    expect(await flow).toMatchObject({ status: 'success', consentId: 'c-1' });
    expect(onSuccess).toHaveBeenCalledOnce();
    await until(() => expect(window.document.querySelectorAll('.open-consent').length).toBe(0));
    expect(errors).toEqual([]);
  });

  it('the hook opens, is told, and ends', async () => {
    const { window, errors } = open(version, hook);
    const { act } = window as unknown as { act(run: () => unknown): Promise<void> };
    const text = () => window.document.querySelector('output')?.textContent;
    expect(text()).toBe('idle ');
    await act(() => window.document.querySelector('button')?.click());
    await until(() => expect(panel(window)).toBe('Your browser blocked the window'));
    expect(text()).toBe('blocked ');
    await act(() => window.document.querySelector<HTMLElement>('#cancel')?.click());
    expect(text()).toBe('settled popup_blocked');
    expect(errors).toEqual([]);
  });

  it('completeConsent() finds nothing', async () => {
    const { window, errors } = open(version, script);
    expect(await window.OpenConsent.completeConsent()).toEqual({ handled: 'none' });
    expect(errors).toEqual([]);
  });
});
