import type { AuthSessionJson } from '../model/auth-session.ts';
import { type CallOptions, createApi } from './api.ts';
import { type Consents, createConsents } from './consents.ts';
import { createEndUsers, type EndUsers } from './end-users.ts';
import type { ConsentHandler } from './handlers/fetch-request.ts';
import {
  createInstitutionsHandler,
  type InstitutionsHandlerOptions,
} from './handlers/institutions-handler.ts';
import type { HandlerOptions } from './handlers/route.ts';
import {
  createSessionHandler,
  type SessionHandlerOptions,
  type SessionResolver,
} from './handlers/session-handler.ts';
import { createStatusHandler, type UserResolver } from './handlers/status-handler.ts';
import { createWebhookHandler, type WebhookHandlerOptions } from './handlers/webhook-handler.ts';
import type { CreateSessionInput } from './input.ts';
import { createInstitutionList, type Institution, type ListInstitutionsOptions } from './institutions.ts';
import { type ConsentServerOptions, checkOptions, refuseBrowser } from './options.ts';
import { createSessionMint } from './sessions.ts';
import { safeStore } from './store.ts';
import type { WebhookEvent } from './webhooks/webhook-event.ts';

/** Mints auth sessions, and makes the handlers that your pages call. */
export interface Sessions {
  /**
   * Mints one auth session (`POST /v1/auth/session`). Returns the platform's JSON unchanged. Send its `session_id`,
   * `auth_url` and `expires_at` to the browser. A session is single-use, so mint one for every attempt. The `store`
   * keeps it as the newest session of this user.
   *
   * @throws ConsentServerError as a rejection, and nothing else.
   */
  create(input: CreateSessionInput, options?: CallOptions): Promise<AuthSessionJson>;
  /**
   * Makes the handler for the widget's POST request for a session. `resolve` returns the logged-in user and what to
   * mint. Mount the handler at the URL that you pass to the widget as `session` or `session-url`.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toHandler(resolve: SessionResolver, options?: SessionHandlerOptions): ConsentHandler;
  /**
   * Makes the handler for the widget's `getStatus`. It takes `{ "session_id": "…" }` by POST. It answers
   * `{ "status": "success" }` if the logged-in user has agreed to a consent since that session was minted, and
   * otherwise `{ "status": "pending" }`. It knows only the newest session of the user, and answers 404 for any other.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toStatusHandler(resolve: UserResolver, options?: HandlerOptions): ConsentHandler;
}

/** Lists the institutions that a user can choose. */
export interface Institutions {
  /**
   * Lists all institutions, or those of one industry (`GET /v1/institutions`). Rejects with a {@link
   * ConsentServerError}.
   */
  list(options?: ListInstitutionsOptions): Promise<Institution[]>;
  /**
   * Makes a handler for your own picker. It answers GET with
   * `{ "institutions": [{ id, name, icon, logo, industry, status }] }`. The list is at most five minutes old, and
   * leaves out institutions that your client cannot use.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toHandler(options?: InstitutionsHandlerOptions): ConsentHandler;
}

/** Receives the platform's webhooks. */
export interface Webhooks {
  /**
   * Makes the handler for the platform's webhooks. It verifies each webhook and calls `onEvent` once for each
   * `message_id`, even if several processes share a `store`. It answers 204. If `onEvent` throws or rejects, it answers
   * 500, so that the platform delivers the webhook again. `onEvent` must finish within one minute.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toHandler(onEvent: (event: WebhookEvent) => unknown, options: WebhookHandlerOptions): ConsentHandler;
}

/** The platform's API for one client. Create it once and reuse it, because it holds the access token. */
export interface ConsentServer {
  readonly sessions: Sessions;
  readonly consents: Consents;
  readonly endUsers: EndUsers;
  readonly institutions: Institutions;
  readonly webhooks: Webhooks;
}

/**
 * Creates a {@link ConsentServer}. It sends nothing before the first call.
 *
 * @throws ConsentServerError `invalid_option`. The message names the option and the values it accepts. Also thrown in a
 * browser page, because a client secret must never be there.
 */
export function createConsentServer(options: ConsentServerOptions): ConsentServer {
  refuseBrowser();
  const settings = checkOptions(options);
  const api = createApi(settings);
  const store = safeStore(settings.store);
  const create = createSessionMint(api, store);
  const consents = createConsents(api);
  const list = createInstitutionList(api, settings.clientId);
  return {
    sessions: {
      create,
      toHandler: (resolve, handling) => createSessionHandler(create, resolve, handling),
      toStatusHandler: (resolve, handling) => createStatusHandler({ store, consents }, resolve, handling),
    },
    consents,
    endUsers: createEndUsers(api),
    institutions: { list, toHandler: (handling) => createInstitutionsHandler(list, handling) },
    webhooks: { toHandler: (onEvent, handling) => createWebhookHandler(store, onEvent, handling) },
  };
}
