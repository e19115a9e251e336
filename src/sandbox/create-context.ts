import { checkApiVersion } from './api-version.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import { type Address, ownName } from './listen.ts';
import { createPause } from './pause.ts';
import { describeProblems, initialSettings, readSettings } from './read-settings.ts';
import { checkAllowedHosts } from './safety/hosts.ts';
import { printableEntry } from './safety/printable.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import type { SandboxSettings } from './settings.ts';
import { createStore } from './store.ts';
import { createOutbox } from './webhooks/outbox.ts';
import { checkWebhookSecret } from './webhooks/signature.ts';

/** @throws Error that names the invalid option. */
export function createContext(
  options: SandboxOptions,
  address: Address,
  webhookSecret: string,
  origin: () => string,
): SandboxContext {
  const { clientId, clientSecret, now = Date.now, log: listener, allowedHosts = [] } = options;
  const log: SandboxContext['log'] = (event) => listener?.(printableEntry({ at: now(), ...event }));
  const pause = createPause();
  const seconds = () => nowSeconds({ now });
  const store = createStore(seconds);
  const secret = checkWebhookSecret(webhookSecret);
  return {
    store,
    defaults: readDefaults(options.settings),
    ...(clientId !== undefined && { clientId }),
    ...(clientSecret !== undefined && { clientSecret }),
    apiVersion: checkApiVersion(options.apiVersion ?? 'v2'),
    strict: options.strict ?? false,
    allowedHosts: checkAllowedHosts([...allowedHosts, ...ownName(address)]),
    outbox: createOutbox({ webhooks: store.webhooks, secret, pause, nowSeconds: seconds, log }),
    pause,
    now,
    origin,
    log,
  };
}

function readDefaults(given: Partial<SandboxSettings> = {}): SandboxSettings {
  const { settings, problems } = readSettings(given);
  const wrong = describeProblems(problems);
  if (wrong) throw new Error(`settings: ${wrong}`);
  return { ...initialSettings(), ...settings };
}
