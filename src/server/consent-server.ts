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

/** Auth sessions, and what pages ask about them. */
export interface Sessions {
  /**
   * Mints one auth session (`POST /v1/auth/session`) and gives the platform's JSON as it came: hand its `session_id`,
   * `auth_url` and `expires_at` to the browser. It is single-use; mint one for every attempt. It is remembered in the
   * `store` as this user's newest.
   *
   * @throws ConsentServerError (as a rejection), and nothing else.
   */
  create(input: CreateSessionInput, options?: CallOptions): Promise<AuthSessionJson>;
  /**
   * A handler for the widget's POST: `resolve` says whose session it is, the rest is done here. Mount it at the address
   * given to the widget as `session` or `session-url`.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toHandler(resolve: SessionResolver, options?: SessionHandlerOptions): ConsentHandler;
  /**
   * A handler for the widget's `getStatus`: takes `{ "session_id": "…" }` by POST and answers `{ "status": "success" }`
   * once the logged-in user has agreed to a consent since that session was minted, else `{ "status": "pending" }`.
   * Answers for the user's newest session only, 404 for any other.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toStatusHandler(resolve: UserResolver, options?: HandlerOptions): ConsentHandler;
}

/** The institutions that a user may choose from. */
export interface Institutions {
  /** All of them, or those of one industry (`GET /v1/institutions`). Rejects with a {@link ConsentServerError}. */
  list(options?: ListInstitutionsOptions): Promise<Institution[]>;
  /**
   * A handler for a picker of your own: answers GET with `{ "institutions": [{ id, name, icon, logo, industry, status }] }`
   * from a list that is at most five minutes old. Institutions that your client cannot use are left out.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toHandler(options?: InstitutionsHandlerOptions): ConsentHandler;
}

/** What the platform tells by itself. */
export interface Webhooks {
  /**
   * A handler for the platform's webhooks: verifies each one and calls `onEvent` once for each `message_id`, also where
   * several processes share a `store`. Answers 204, and where `onEvent` throws or rejects 500, so that the platform
   * delivers it again. `onEvent` has a minute.
   *
   * @throws ConsentServerError `invalid_option`
   */
  toHandler(onEvent: (event: WebhookEvent) => unknown, options: WebhookHandlerOptions): ConsentHandler;
}

/** The platform's API for one client. Make one and keep it: it holds the access token. */
export interface ConsentServer {
  readonly sessions: Sessions;
  readonly consents: Consents;
  readonly endUsers: EndUsers;
  readonly institutions: Institutions;
  readonly webhooks: Webhooks;
}

/**
 * Makes a {@link ConsentServer}. Nothing is sent before the first call.
 *
 * @throws ConsentServerError `invalid_option`, naming the option and what it takes; also in a browser page, where a
 * client secret must never be.
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
