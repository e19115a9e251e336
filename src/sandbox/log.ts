import type { SandboxEnd } from './endings.ts';
import type { SandboxSettings } from './settings.ts';

/** What happens in a sandbox. Never holds a secret, a token, a query or what was typed into a page. */
export type SandboxEvent =
  | { type: 'listening'; origin: string }
  | { type: 'request'; method: string; path: string; status: number; ms: number }
  | { type: 'session_minted'; sessionId: string; settings: Partial<SandboxSettings> }
  | { type: 'session_ended'; sessionId: string; end: SandboxEnd }
  | { type: 'error'; message: string };

/** An event and when it happened, in Unix milliseconds. */
export type SandboxLogEntry = SandboxEvent & { at: number };
