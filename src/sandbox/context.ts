import type { SandboxEvent } from './log.ts';
import type { Pause } from './pause.ts';
import type { SandboxSettings } from './settings.ts';
import type { Store } from './store.ts';

/** What every part of one sandbox shares. */
export interface SandboxContext {
  readonly store: Store;
  /** What every session starts from. */
  readonly defaults: SandboxSettings;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly pause: Pause;
  readonly now: () => number;
  readonly origin: () => string;
  readonly log: (event: SandboxEvent) => void;
}

export function nowSeconds({ now }: Pick<SandboxContext, 'now'>): number {
  return Math.floor(now() / 1000);
}
