import type { AuthSessionJson } from '../model/auth-session.ts';
import { createApp } from './app.ts';
import { revokeConsent, type SandboxConsent } from './consents.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import { createContext } from './create-context.ts';
import { createEndUser, listEndUsers, type SandboxEndUser, type SandboxEndUserInput } from './end-users.ts';
import { checkNames } from './known-names.ts';
import { checkAddress, originOf } from './listen.ts';
import { consentList, sessionList, webhookList } from './lists.ts';
import { MINT_NAMES, mintSession, type SandboxMintInput } from './mint.ts';
import { OPTION_NAMES, type SandboxOptions } from './sandbox-options.ts';
import { createService } from './service.ts';
import { type SandboxSessionInfo, sessionInfo } from './session.ts';
import { walkThrough } from './walk-through.ts';
import { DEFAULT_WEBHOOK_SECRET } from './webhooks/signature.ts';
import type { SandboxWebhook } from './webhooks/webhook.ts';

/** A local provider: the API that mints auth sessions, the hosted pages behind `auth_url`, and webhooks. */
export interface Sandbox {
  /** Where it listens; before that, where it is going to. */
  readonly origin: string;
  /** The webhook signing secret, in base64. */
  readonly webhookSecret: string;
  /** Starts to listen and gives the origin. Rejects with a plain message where the port is taken. */
  listen(): Promise<string>;
  /** Stops listening, closes open connections and drops pending webhooks. */
  close(): Promise<void>;
  /** The same application without a socket. */
  fetch(request: Request): Promise<Response>;
  /** Mints a session without HTTP. Throws an Error that says what is wrong with the input. */
  mint(input?: SandboxMintInput): AuthSessionJson;
  /**
   * Completes a session without a browser, as if the user pressed the main button on every page. The result follows
   * the session's `ending`. Throws an Error when the session is unknown.
   */
  giveConsent(sessionId: string): SandboxSessionInfo;
  /** The newest 1000 sessions, oldest first. */
  sessions(): SandboxSessionInfo[];
  /** Up to 1000 consents, active and ended. */
  consents(): SandboxConsent[];
  /** Revokes a consent, as the user can at the bank. Throws an Error when no active consent has this id. */
  revokeConsent(arrangementId: string): void;
  /** Up to 1000 end users. */
  endUsers(): SandboxEndUser[];
  /** Creates an end user without HTTP. Throws an Error that describes invalid input. */
  createEndUser(input?: SandboxEndUserInput): SandboxEndUser;
  /** Up to 1000 webhooks with the state of their delivery, oldest first. */
  webhooks(): SandboxWebhook[];
  /** Resolves when no webhook is pending. */
  webhooksDone(): Promise<void>;
}

/**
 * Makes a sandbox. Nothing listens before `listen()`.
 *
 * @throws Error for an invalid option, for example an unknown setting.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  checkNames(options, OPTION_NAMES, 'option');
  const address = { host: options.host ?? '127.0.0.1', port: options.port ?? 4100 };
  checkAddress(address);
  const { webhookSecret = DEFAULT_WEBHOOK_SECRET } = options;
  let origin = originOf(address);
  const context = createContext(options, address, webhookSecret, () => origin);
  const app = createApp(context);
  const fetch = async (request: Request) => app.fetch(request);
  const service = createService(context, fetch, address, (found) => {
    origin = found;
  });
  return {
    get origin() {
      return origin;
    },
    webhookSecret,
    ...service,
    fetch,
    mint(input = {}) {
      checkNames(input, MINT_NAMES, 'field of mint()');
      return mintSession(context, input, options.clientId ?? 'sandbox-client');
    },
    giveConsent: (sessionId) => giveConsent(context, sessionId),
    sessions: () => sessionList(context),
    consents: () => consentList(context),
    revokeConsent: (arrangementId) => revoke(context, arrangementId),
    endUsers: () => listEndUsers(context),
    createEndUser: (input = {}) => createEndUser(context, input),
    webhooks: () => webhookList(context),
    webhooksDone: () => context.outbox.idle(),
  };
}

function giveConsent(context: SandboxContext, sessionId: string): SandboxSessionInfo {
  const session = context.store.sessions.get(sessionId);
  if (!session) throw new Error(`There is no session ${sessionId}`);
  walkThrough(context, session);
  return sessionInfo(session, nowSeconds(context));
}

function revoke(context: SandboxContext, arrangementId: string): void {
  if (revokeConsent(context, arrangementId)) return;
  throw new Error(`There is no active consent with the arrangementId ${arrangementId}`);
}
