import { closestMatch } from 'leven';
import { ConsentServerError } from './consent-server-error.ts';
import { fieldsOf } from './json.ts';

const LONGEST_NAME = 40;
const FARTHEST = 3;

/**
 * Returns the fields of an options object that were given. `null` means "not given". An unknown name throws, because it
 * would be ignored in silence: `baseURL` instead of `baseUrl` would call the real platform.
 *
 * @throws ConsentServerError `invalid_option`. The message suggests the closest known name.
 */
export function knownFields<Name extends string>(
  given: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const fields = Object.entries(fieldsOf(given)).filter(([, value]) => value !== undefined && value !== null);
  const known: readonly string[] = names;
  const unknown = fields.find(([name]) => !known.includes(name));
  if (unknown) throw unknownField(unknown[0], names);
  return Object.fromEntries(fields) as Partial<Record<Name, unknown>>;
}

function unknownField(name: string, names: readonly string[]): ConsentServerError {
  const near = closestMatch(plain(name), names.map(plain), { maxDistance: FARTHEST });
  const meant = names.find((one) => plain(one) === near);
  const hint = meant ? `Did you mean ${meant}?` : `Options: ${names.join(', ')}`;
  return new ConsentServerError(
    'invalid_option',
    `${JSON.stringify(name.slice(0, LONGEST_NAME))} is not an option. ${hint}`,
  );
}

/** For comparison: `client_id`, `clientID` and `clientId` become the same. */
function plain(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}
