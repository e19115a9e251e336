import { cleanText } from './clean-text.ts';
import { fieldsOf, parseJson } from './json.ts';
import { readRetryAfter } from './retry-after.ts';
import { type PlatformError, SessionMintError, type SessionMintErrorCode } from './session-mint-error.ts';

/** The error for an answer that is not 2xx. */
export function toMintError(
  what: string,
  response: Response,
  text: string,
  secrets: readonly string[],
): SessionMintError {
  const { status, headers } = response;
  const platform = readPlatformError(text, secrets);
  const retryAfter = readRetryAfter(headers);
  const said = [platform.name, platform.message].filter(Boolean).join(': ');
  return new SessionMintError(codeFor(status), `${what} answered ${status}${said && ` (${said})`}`, {
    status,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(Object.keys(platform).length > 0 && { platform }),
  });
}

function codeFor(status: number): SessionMintErrorCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'unavailable';
  // A redirect is not followed: a 307 or 308 would carry the credentials to another host.
  return status >= 400 ? 'rejected' : 'bad_response';
}

/** The platform's REST errors: `{id, name, message}`, some with `{fault, temporary, timeout}`. */
function readPlatformError(text: string, secrets: readonly string[]): PlatformError {
  const raw = fieldsOf(parseJson(text));
  const platform: PlatformError = {};
  for (const field of ['id', 'name', 'message'] as const) {
    const value = raw[field];
    if (typeof value === 'string' && value) platform[field] = cleanText(value, secrets);
  }
  for (const field of ['fault', 'temporary', 'timeout'] as const) {
    const value = raw[field];
    if (typeof value === 'boolean') platform[field] = value;
  }
  return platform;
}
