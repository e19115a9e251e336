import type { SandboxSession } from './session.ts';
import type { SandboxSettings } from './settings.ts';

export interface IssuedToken {
  readonly clientId: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface SandboxConsent {
  readonly id: string;
  readonly sessionId: string;
  readonly endUserId: string;
  readonly institutionId: string;
  readonly accountIds: readonly string[];
  readonly permissions: readonly string[];
  /** Unix seconds. */
  readonly createdAt: number;
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

/** All that a sandbox remembers, in memory only. */
export interface Store {
  readonly sessions: Map<string, SandboxSession>;
  readonly tokens: Map<string, IssuedToken>;
  readonly consents: SandboxConsent[];
  next: NextSession;
}

export function createStore(): Store {
  return { sessions: new Map(), tokens: new Map(), consents: [], next: { settings: {} } };
}
