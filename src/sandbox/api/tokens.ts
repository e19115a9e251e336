import { nowSeconds, type SandboxContext } from '../context.ts';
import type { IssuedToken } from '../store.ts';
import { unauthorized } from './api-error.ts';
import { type JsonObject, readText } from './read-body.ts';

const TOKEN_LIFETIME_SECONDS = 900;

export interface TokenJson {
  token: string;
  expires_in: number;
}

/** Any pair of id and secret passes, unless the sandbox was given its own. */
export function issueToken(context: SandboxContext, body: JsonObject): TokenJson {
  const clientId = readText(body, 'client_id');
  const clientSecret = readText(body, 'client_secret');
  if (!clientId || !matches(clientId, context.clientId) || !matches(clientSecret, context.clientSecret)) {
    throw unauthorized('client_id or client_secret is missing or wrong');
  }
  const token = crypto.randomUUID();
  const expiresAt = nowSeconds(context) + TOKEN_LIFETIME_SECONDS;
  context.store.tokens.put(token, { clientId, expiresAt });
  return { token, expires_in: TOKEN_LIFETIME_SECONDS };
}

/** The token behind an `Authorization` header, if this sandbox issued it and it still lives. */
export function checkToken(context: SandboxContext, header: string | undefined): IssuedToken {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  const issued = context.store.tokens.get(token);
  if (!issued) throw unauthorized('The bearer token is missing or was not issued by this sandbox');
  if (nowSeconds(context) >= issued.expiresAt) throw unauthorized('The bearer token has expired');
  return issued;
}

function matches(given: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined ? given !== undefined : given === wanted;
}
