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

/** What every call to the platform takes. */
export interface CallOptions {
  /** Stops the call: it then rejects with `aborted`. */
  signal?: AbortSignal;
}

/** Sends calls with a token, within the time limit, as often as may be. */
export interface Api {
  send(call: PlatformCall, options?: CallOptions): Promise<PlatformAnswer>;
  /** All items of a list, whose pages share one time limit. */
  list(call: ListCall, options?: CallOptions): Promise<Record<string, unknown>[]>;
}

/** The token is shared by all calls, and renewed once in a call that finds it refused. */
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

/** A call that joined another's flight late may still have time when that flight has none left. */
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
