import { fieldsOf } from './json.ts';
import { holdsSecret } from './secret-search.ts';

/**
 * The system's error code, for example `ECONNREFUSED`. It is the only part of a foreign error that cannot hold the
 * request.
 */
export function systemCode(error: unknown, secrets: readonly string[] = []): string | undefined {
  const code = fieldsOf(fieldsOf(error)['cause'])['code'] ?? fieldsOf(error)['code'];
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return undefined;
  return holdsSecret(code, secrets) ? undefined : code;
}
