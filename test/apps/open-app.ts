import type { BrowserContext } from 'playwright-core';
import type { OpenConsentOptions, Prefetch } from '../../src/index.ts';
import type { SessionRequest } from '../support/host-server.ts';
import { openServed, type ServedPage } from '../support/open-served.ts';
import type { Stage } from '../support/stage.ts';
import type { BuiltApp } from './build-app.ts';

export type AppPage = ServedPage;

/** What a test asks an app for. */
export interface AppAsk extends SessionRequest {
  mode: string;
  preload?: Pick<OpenConsentOptions, 'allowedOrigins' | 'ui'>;
  /** When its session is asked for before the press: as the option of the hook, or by `preload()` on hover. */
  prefetch?: Prefetch;
  /** Which of the host's own layers the component is in. */
  layer?: string;
}

export interface Surroundings {
  /** Default: a new one. */
  context?: BrowserContext;
  /** Of the app's page. */
  headers?: Record<string, string>;
}

/** Opens the app on the host's origin. */
export async function openApp(
  stage: Stage,
  app: BuiltApp,
  { mode, preload, prefetch, layer = '', ...ask }: AppAsk,
  { context, headers }: Surroundings = {},
): Promise<AppPage> {
  const query = {
    mode,
    layer,
    ...(prefetch && { prefetch }),
    ask: JSON.stringify(ask),
    preload: JSON.stringify(preload ?? {}),
  };
  const address = `${stage.host.origin}/app/index.html?${new URLSearchParams(query)}`;
  const files = new Map([...app].map(([name, body]) => [`/app/${name}`, body]));
  return openServed(context ?? (await stage.browser.newContext()), address, { files, headers });
}
