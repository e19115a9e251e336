import { fieldsOf } from './json.ts';
import { holdsSecret } from './secret-search.ts';

/** The system's code, for example `ECONNREFUSED`: all of a foreign error that is known to be free of the request. */
export function systemCode(error: unknown, secrets: readonly string[] = []): string | undefined {
  const code = fieldsOf(fieldsOf(error)['cause'])['code'] ?? fieldsOf(error)['code'];
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return undefined;
  return holdsSecret(code, secrets) ? undefined : code;
}
