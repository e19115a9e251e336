import { isSettingName } from './settings-table.ts';

const LONGEST_NAME = 40;

/**
 * Refuses names that are not known, because they would be ignored in silence.
 *
 * @throws Error that names the known one that differs in spelling alone, or all of them.
 */
export function checkNames(given: object, known: readonly string[], what: string): void {
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !known.includes(name));
  if (!unknown) return;
  const [name] = unknown;
  throw new Error(`Unknown ${what} ${JSON.stringify(name.slice(0, LONGEST_NAME))}. ${hint(name, known)}`);
}

function hint(name: string, known: readonly string[]): string {
  if (isSettingName(name)) return `It is a setting: write settings: { ${name}: … }`;
  const meant = known.find((one) => plain(one) === plain(name));
  return meant ? `Did you mean ${meant}?` : `Known names: ${known.join(', ')}`;
}

/** `end_user_id` and `endUserID` are `endUserId`. */
function plain(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}
