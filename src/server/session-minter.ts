import type { AuthSessionJson } from '../model/auth-session.ts';
import { withDeadline } from './deadline.ts';
import {
  createHandler,
  type SessionHandler,
  type SessionHandlerOptions,
  type SessionResolver,
} from './handler.ts';
import { type CreateSessionInput, toRequestBody } from './input.ts';
import { createMint } from './mint.ts';
import { checkOptions, refuseBrowser, type SessionMinterOptions } from './options.ts';

/** What `create` takes beside its input. */
export interface CreateSessionOptions {
  /** Stops the call: it then rejects with `aborted`. */
  signal?: AbortSignal;
}

/** Mints auth sessions for one client. Make one and keep it: it holds the access token. */
export interface SessionMinter {
  /**
   * Mints one auth session (`POST /v1/auth/session`) and gives the platform's JSON as it came: hand it, or its
   * `session_id`, `auth_url` and `expires_at`, to the browser. It is single-use; mint one for every attempt.
   *
   * @throws SessionMintError (as a rejection), and nothing else.
   */
  create(input: CreateSessionInput, options?: CreateSessionOptions): Promise<AuthSessionJson>;
  /**
   * A fetch-API handler for the widget's POST: `resolve` says whose session it is, the rest is done here. Mount it at
   * the address given to the widget as `session-url`. It never rejects.
   *
   * @throws SessionMintError `invalid_option`
   */
  toHandler(resolve: SessionResolver, options?: SessionHandlerOptions): SessionHandler;
}

/**
 * Makes a {@link SessionMinter}. Nothing is sent before the first `create`.
 *
 * @throws SessionMintError `invalid_option`, naming the option and what it takes; also in a browser page, where a
 * client secret must never be.
 */
export function createSessionMinter(options: SessionMinterOptions): SessionMinter {
  refuseBrowser();
  const settings = checkOptions(options);
  const mint = createMint(settings);
  const create: SessionMinter['create'] = async (input, { signal } = {}) => {
    const body = toRequestBody(input);
    return withDeadline(settings.timeoutMs, signal, (deadline) => mint(body, deadline));
  };
  return { create, toHandler: (resolve, handling) => createHandler(create, resolve, handling) };
}
