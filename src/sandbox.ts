export type { AuthSessionJson } from './model/auth-session.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox/create-sandbox.ts';
export type { SandboxEnd } from './sandbox/endings.ts';
export type { SandboxEvent, SandboxLogEntry } from './sandbox/log.ts';
export type { SandboxMintInput } from './sandbox/mint.ts';
export type { SandboxSessionInfo } from './sandbox/session.ts';
export type {
  SandboxEnding,
  SandboxMessageForm,
  SandboxSettings,
  SandboxStep,
} from './sandbox/settings.ts';
