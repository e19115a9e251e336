import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { ConsentEvent, ConsentFlow, OpenConsentOptions } from '../../src/headless.ts';
import type { CallbackResult, ConsentOutcome } from '../../src/index.ts';
import type { Sandbox } from '../../src/sandbox.ts';
import { browser } from './connect.ts';
import { type HostServer, startHost } from './host-server.ts';
import type { SessionRequest } from './host-session.ts';
import { type Leftovers, watchLeftovers } from './leftovers.ts';

/** A host page, a provider and a browser, all real. */
export interface Stage {
  browser: Browser;
  host: HostServer;
  sandbox: Sandbox;
}

/** The stage of all tests that run in this worker. It ends with the worker. */
export const stage: Stage = await setStage();

async function setStage(): Promise<Stage> {
  const { createSandbox } = (await import(
    new URL('../../dist/sandbox.js', import.meta.url).href
  )) as typeof import('../../src/sandbox.ts');
  const sandbox = createSandbox({ port: 0 });
  await sandbox.listen();
  return { browser, sandbox, host: await startHost(sandbox) };
}

/** What a test asks the host page to open. */
export interface Ask extends SessionRequest {
  mode: OpenConsentOptions['mode'];
  options?: Partial<OpenConsentOptions>;
  /** iframe mode in the widget's own dialog. */
  dialog?: boolean;
}

export interface HostPage {
  page: Page;
  /** What the page threw and nobody caught. */
  errors: string[];
  context: BrowserContext;
  /** Presses the host page's button, with a real click. */
  connect(ask: Ask): Promise<void>;
  /** The provider's page, in the window or the frame that the flow has opened. */
  provider(): Promise<Page | Frame>;
  /** The outcome of flow number `nth`, once it has one. */
  outcome(nth?: number): Promise<ConsentOutcome>;
  /** What `completeConsent()` found on the page as it is now. */
  completion(): Promise<CallbackResult>;
  /** Names of the callbacks and events so far, in order. */
  log(): Promise<string[]>;
  phase(): Promise<string>;
  leftovers(): Promise<Leftovers>;
}

/** Opens the host page in a context of its own. */
export async function openHost(
  stage: Stage,
  path = '/host',
  look: BrowserContextOptions = {},
): Promise<HostPage> {
  const context = await stage.browser.newContext(look);
  const page = await context.newPage();
  await watchLeftovers(page);
  const host = hostPage(page, context);
  await page.goto(stage.host.origin + path);
  return host;
}

export function hostPage(page: Page, context: BrowserContext): HostPage {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const read = <T>(expression: string) => page.evaluate(expression) as Promise<T>;
  return {
    page,
    errors,
    context,
    async connect(ask) {
      await page.evaluate(
        (next) => Object.assign(window, { next }),
        ask as unknown as Record<string, unknown>,
      );
      await page.click('#connect');
    },
    provider: () => findProvider(page, context),
    async outcome(nth = 0) {
      const handle = await page.waitForFunction((n) => window.stage.outcomes[n], nth);
      return (await handle.jsonValue()) as ConsentOutcome;
    },
    completion: () => read('JSON.parse(JSON.stringify(window.stage.completion))'),
    log: () => read('window.stage.log'),
    phase: () => read('window.stage.flows.at(-1).state.phase'),
    leftovers: () => read('window.leftovers()'),
  };
}

async function findProvider(page: Page, context: BrowserContext): Promise<Page | Frame> {
  const isProvider = (place: Page | Frame) => place.url().startsWith('http://127.0.0.1:');
  for (;;) {
    const found = [...context.pages().filter((other) => other !== page), ...page.frames()].find(isProvider);
    if (found) return found;
    await Promise.race([
      context.waitForEvent('page'),
      page.waitForEvent('frameattached'),
      pageMoved(context),
    ]);
  }
}

/** Any window of the context has gone somewhere. */
function pageMoved(context: BrowserContext): Promise<unknown> {
  return Promise.race(context.pages().map((other) => other.waitForEvent('framenavigated')));
}

declare global {
  interface Window {
    stage: {
      outcomes: ConsentOutcome[];
      log: string[];
      flows: ConsentFlow[];
      events: ConsentEvent[];
      completion?: CallbackResult;
    };
    leftovers(): Leftovers;
  }
}
