import type { SandboxApiVersion } from './api-version.ts';
import type { SandboxEvent } from './log.ts';
import type { Pause } from './pause.ts';
import type { SandboxSettings } from './settings.ts';
import type { Store } from './store.ts';
import type { Outbox } from './webhooks/outbox.ts';

/** What every part of one sandbox shares. */
export interface SandboxContext {
  readonly store: Store;
  /** What every session starts from. */
  readonly defaults: SandboxSettings;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The version for requests without `X-Fiskil-Version`. */
  readonly apiVersion: SandboxApiVersion;
  /** Whether sessions are minted only for end users that were created. */
  readonly strict: boolean;
  /** Host names that requests may use besides loopback names. */
  readonly allowedHosts: ReadonlySet<string>;
  readonly outbox: Outbox;
  readonly pause: Pause;
  readonly now: () => number;
  readonly origin: () => string;
  readonly log: (event: SandboxEvent) => void;
}

export function nowSeconds({ now }: Pick<SandboxContext, 'now'>): number {
  return Math.floor(now() / 1000);
}
