import type { SandboxConsent } from './consents.ts';
import type { StoredEndUser } from './end-users.ts';
import { limits } from './safety/limits.ts';
import { type SandboxSession, stateAt } from './session.ts';
import type { SandboxSettings } from './settings.ts';
import { createShelf, type Shelf } from './shelf.ts';
import type { SandboxWebhook } from './webhooks/webhook.ts';

export interface IssuedToken {
  readonly clientId: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** What the form on the index page holds for the session minted next. */
export interface NextSession {
  readonly settings: Partial<SandboxSettings>;
  /** A form that was refused, to be shown again: what was typed, and what is wrong with it. */
  readonly refused?: {
    readonly typed: Readonly<Record<string, string>>;
    readonly problems: readonly { name: string; message: string }[];
  };
}

/** The sandbox's data, in memory only. */
export interface Store {
  readonly sessions: Shelf<SandboxSession>;
  readonly tokens: Shelf<IssuedToken>;
  /** By `arrangementId`. */
  readonly consents: Shelf<SandboxConsent>;
  readonly endUsers: Shelf<StoredEndUser>;
  /** By `messageId`. */
  readonly webhooks: Shelf<SandboxWebhook>;
  next: NextSession;
}

export function createStore(nowSeconds: () => number): Store {
  return {
    sessions: createShelf(limits.sessions, (one) => stateAt(one, nowSeconds()).step === 'ended'),
    tokens: createShelf(limits.tokens, ({ expiresAt }) => nowSeconds() >= expiresAt),
    consents: createShelf(limits.consents, ({ ended }) => ended !== undefined),
    endUsers: createShelf(limits.endUsers, ({ deleted }) => deleted),
    webhooks: createShelf(limits.webhooks, ({ state }) => state !== 'waiting'),
    next: { settings: {} },
  };
}
