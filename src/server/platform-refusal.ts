import { cleanId, cleanText } from './clean-text.ts';
import {
  ConsentServerError,
  type ConsentServerErrorCode,
  type PlatformError,
} from './consent-server-error.ts';
import { fieldsOf, parseJson } from './json.ts';
import { readRetryAfter } from './retry-after.ts';

/** What an error must not quote. */
export interface Confidential {
  secrets: readonly string[];
  /**
   * Whether the request held the client secret. Then no text of the answer is quoted at all, because it may echo the
   * secret in an unknown spelling.
   */
  sentSecret: boolean;
}

/** Creates the error for an answer that is not 2xx. */
export function toServerError(
  what: string,
  response: Response,
  text: string,
  confidential: Confidential,
): ConsentServerError {
  const { status, headers } = response;
  const platform = readPlatformError(text, confidential);
  const retryAfter = readRetryAfter(headers);
  const said = [platform.name, platform.message].filter(Boolean).join(': ');
  return new ConsentServerError(codeFor(status), `${what} answered ${status}${said && ` (${said})`}`, {
    status,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(Object.keys(platform).length > 0 && { platform }),
  });
}

function codeFor(status: number): ConsentServerErrorCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'unavailable';
  // Redirects are not followed: a 307 or 308 would send the credentials to another host.
  return status >= 400 ? 'rejected' : 'bad_response';
}

/** Reads the platform's REST errors: `{id, name, message}`, some with `{fault, temporary, timeout}`. */
function readPlatformError(text: string, { secrets, sentSecret }: Confidential): PlatformError {
  const raw = fieldsOf(parseJson(text));
  const platform: PlatformError = {};
  const keep = (field: 'id' | 'name' | 'message', clean: typeof cleanId) => {
    const value = raw[field];
    const shown = typeof value === 'string' && value ? clean(value, secrets) : undefined;
    if (shown !== undefined) platform[field] = shown;
  };
  keep('id', cleanId);
  if (!sentSecret) keep('name', cleanId);
  if (!sentSecret) keep('message', cleanText);
  for (const field of ['fault', 'temporary', 'timeout'] as const) {
    const value = raw[field];
    if (typeof value === 'boolean') platform[field] = value;
  }
  return platform;
}
