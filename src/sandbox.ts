export type { AuthSessionJson } from './model/auth-session.ts';
export type { SandboxApiVersion } from './sandbox/api-version.ts';
export type { SandboxConsent } from './sandbox/consents.ts';
export { createSandbox, type Sandbox } from './sandbox/create-sandbox.ts';
export type { SandboxEndUser, SandboxEndUserInput } from './sandbox/end-users.ts';
export type { SandboxEnd } from './sandbox/endings.ts';
export type { SandboxEvent, SandboxLogEntry } from './sandbox/log.ts';
export type { SandboxMintInput } from './sandbox/mint.ts';
export type { SandboxOptions } from './sandbox/sandbox-options.ts';
export type { SandboxSessionInfo } from './sandbox/session.ts';
export type {
  SandboxEnding,
  SandboxMessageForm,
  SandboxSettings,
  SandboxStep,
} from './sandbox/settings.ts';
export type { SandboxWebhook, SandboxWebhookEvent } from './sandbox/webhooks/webhook.ts';
