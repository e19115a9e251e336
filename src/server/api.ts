import { fetchAccessToken } from './access-token.ts';
import { checkSignal, optional } from './check.ts';
import { isConsentServerError } from './consent-server-error.ts';
import { type Deadline, withDeadline } from './deadline.ts';
import { knownFields } from './known-fields.ts';
import type { Settings } from './options.ts';
import { createSend, type PlatformAnswer, type PlatformCall } from './platform-client.ts';
import { type ListCall, readPages } from './read-list.ts';
import { retry } from './retry.ts';
import { createTokenCache, type TokenCache } from './token-cache.ts';

/** The options of every call to the platform. */
export interface CallOptions {
  /** Stops the call when aborted. The call then rejects with `aborted`. */
  signal?: AbortSignal;
}

/** Sends calls with a token and within the time limit, and retries them. */
export interface Api {
  send(call: PlatformCall, options?: CallOptions): Promise<PlatformAnswer>;
  /** Returns all items of a list. All of its pages share one time limit. */
  list(call: ListCall, options?: CallOptions): Promise<Record<string, unknown>[]>;
}

/** All calls share one token. A call whose token is refused gets a new one, once. */
export function createApi(settings: Settings): Api {
  const send = createSend(settings);
  const tokens = createTokenCache(() => fetchAccessToken(settings, send), settings.timeoutMs);

  const sendWith = async (token: string, call: PlatformCall, deadline: Deadline) => {
    try {
      return await retry(settings.tries, deadline, () => send(call, deadline, token), call.repeatable);
    } catch (error) {
      if (isRefusedToken(error)) tokens.drop(token);
      throw error;
    }
  };

  const run = async (call: PlatformCall, deadline: Deadline) => {
    const token = await waitForToken(tokens, deadline);
    try {
      return await sendWith(token, call, deadline);
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
    }
    return sendWith(await waitForToken(tokens, deadline), call, deadline);
  };

  const within = <T>(options: CallOptions | undefined, work: (deadline: Deadline) => Promise<T>) => {
    const { signal } = knownFields(options, ['signal']);
    return withDeadline(settings.timeoutMs, optional(signal, 'signal', checkSignal), work);
  };

  return {
    send: async (call, options) => within(options, (deadline) => run(call, deadline)),
    list: async (call, options) =>
      within(options, (deadline) => readPages(call, (page) => run(page, deadline))),
  };
}

/** If a token request that another call started times out, this call may still have time for a request of its own. */
async function waitForToken(tokens: TokenCache, deadline: Deadline): Promise<string> {
  try {
    return await deadline.race(tokens.get());
  } catch (error) {
    if (deadline.signal.aborted || !isConsentServerError(error) || error.code !== 'timeout') throw error;
    return deadline.race(tokens.get());
  }
}

function isRefusedToken(error: unknown): boolean {
  return isConsentServerError(error) && error.status === 401;
}
